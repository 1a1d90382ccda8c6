import { setTimeout as sleep } from 'node:timers/promises';
import { HubContext } from '../hub/components/context';
import { ToolSet } from '../tools';

const POLL_MS = 500;
/** What the components of a cluster call the files of the tools. */
const MANIFESTS = 'manifests';
/** Tools whose files a cluster needs. */
const WITH_FILES = ['argo-workflows', 'argo-cd'];

/**
 * The tools that the hub's own process builds: this one waits for them.
 */
export function builtTools(
  tools: ToolSet,
): Pick<HubContext, 'tools' | 'built' | 'versionOf'> {
  const versions = new Map(
    tools.status().map(({ binary, version }) => [binary, version]),
  );
  const isThere = (name: string) => {
    try {
      if (name === MANIFESTS) WITH_FILES.forEach(tool => tools.share(tool));
      else tools.path(name);
      return true;
    } catch {
      // It says that it is not built yet, which is the answer.
      return false;
    }
  };
  return {
    tools,
    versionOf: binary => versions.get(binary),
    async built(binaries, report, signal) {
      for (;;) {
        const missing = binaries.filter(name => !isThere(name));
        if (missing.length === 0) return;
        report(`Waiting for ${missing.join(', ')} to be built`);
        await sleep(POLL_MS, undefined, { signal });
      }
    },
  };
}
