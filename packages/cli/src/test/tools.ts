import { toolSet } from '@illm-lab/local-hub/tools';
import { Terminal } from '../terminal';
import { duration } from '../hub/describe';

/** Builds what is missing of the hub's tools, which the longer tests need. */
export async function ensureTools(
  root: string,
  terminal: Terminal,
): Promise<void> {
  const said = new Map<string, string>();
  await toolSet({ repoRoot: root }).ensure({
    onProgress: ({ tool, binary, state, etaSeconds }) => {
      const name = `${tool}/${binary}`;
      const known = said.get(name);
      said.set(name, state);
      if (state === 'building' && known !== 'building') {
        const eta = etaSeconds ? ` (about ${duration(etaSeconds)})` : '';
        terminal.progress(`Building ${binary}${eta}`);
      }
    },
  });
}
