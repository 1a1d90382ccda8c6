import { toolSet } from '@illm-lab/local-hub/tools';

/** Whether a pinned tool is neither built nor found on this computer. */
export async function toolsMissing(root: string): Promise<boolean> {
  return toolSet({ repoRoot: root })
    .status()
    .some(({ state }) => state === 'missing');
}
