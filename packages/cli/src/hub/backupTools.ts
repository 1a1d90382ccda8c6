import { toolSet } from '@illm-lab/local-hub/tools';
import { Terminal } from '../terminal';

const NAMES = ['etcdctl', 'etcdutl', 'kubectl'] as const;

/** What backup and restore need, built if it is not there yet. */
export async function backupTools(
  root: string,
  terminal: Terminal,
): Promise<Record<(typeof NAMES)[number], string>> {
  const tools = toolSet({ repoRoot: root });
  const told = new Set<string>();
  await tools.ensure({
    only: [...NAMES],
    onProgress: ({ binary, state }) => {
      if (state !== 'building' || told.has(binary)) return;
      told.add(binary);
      terminal.progress(`Building ${binary}`);
    },
  });
  const [etcdctl, etcdutl, kubectl] = NAMES.map(name => tools.path(name));
  return { etcdctl, etcdutl, kubectl };
}
