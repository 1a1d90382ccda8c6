import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where the hub's own repository is. */
export interface HubRepository {
  /** As Backstage reads it, for example `http://localhost:7008/illm/lab`. */
  url: string;
  /** As Argo CD and the steps of a run clone it. */
  cloneUrl: string;
  branch: string;
}

/** The commit at the tip of the repository's branch. */
export async function headOf(
  { cloneUrl, branch }: HubRepository,
  signal: AbortSignal,
) {
  const { stdout } = await promisify(execFile)(
    'git',
    ['ls-remote', '--exit-code', cloneUrl, `refs/heads/${branch}`],
    { signal },
  );
  return stdout.split('\t')[0];
}
