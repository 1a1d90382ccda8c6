import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Layout } from '../hub/layout';
import { BackupError } from './BackupError';

const run = promisify(execFile);
/** Claims are small, and few. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Before Crossplane has come, the API server knows of no such kinds. */
const NO_SUCH_KIND = /doesn't have a resource type/;

/**
 * All claims and what was made of them, as JSON of `kubectl get`. They are in
 * etcd too; this is for people, who find in it under which external name each
 * claim's resources are at their cloud when there is no hub to ask.
 */
export async function readClaims(
  kubectl: string,
  layout: Layout,
): Promise<string> {
  try {
    const { stdout } = await run(
      kubectl,
      [
        `--kubeconfig=${layout.path('kube', 'admin.kubeconfig')}`,
        ...['get', 'composite,managed', '--all-namespaces', '--output=json'],
      ],
      { maxBuffer: MAX_BYTES },
    );
    return stdout;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    if (NO_SUCH_KIND.test(stderr)) {
      return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] });
    }
    throw new BackupError(
      `The claims could not be read: ${stderr.trim() || message}`,
    );
  }
}
