import { toolSet } from '@illm-lab/local-hub/tools';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { duration } from '../hub/describe';
import { Terminal } from '../terminal';

/** What a tool ships beside its binaries (a `binary` of the tool set). */
const MANIFESTS = 'manifests';

/**
 * Builds what is missing of the hub's tools and hands over a folder with links
 * to all of them: `<binary>`, and `share-<tool>` for a tool's manifests. Tests
 * against real parts find it in `LAB_TOOLS_BIN`.
 */
export async function withTools<T>(
  root: string,
  terminal: Terminal,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const tools = toolSet({ repoRoot: root });
  const building = new Set<string>();
  await tools.ensure({
    onProgress: ({ binary, state, etaSeconds }) => {
      if (state === 'building' && !building.has(binary)) {
        building.add(binary);
        const eta = etaSeconds ? ` (about ${duration(etaSeconds)})` : '';
        terminal.progress(`Building ${binary}${eta}`);
      }
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-tools-'));
  try {
    for (const { tool, binary } of tools.status()) {
      if (binary === MANIFESTS) {
        symlinkSync(tools.share(tool), path.join(folder, `share-${tool}`));
      } else {
        symlinkSync(tools.path(binary), path.join(folder, binary));
      }
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
