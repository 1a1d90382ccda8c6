import { spawn } from 'node:child_process';
import { CliError } from '../errors';
import { ended, nodeArgs } from './process';
import { turbo } from './turbo';

/**
 * Builds what the hub runs from files: the portal's pages and the bundle of a
 * run's steps. The hub's tools are built beside it, with what it leaves of the
 * processors. Built already, this takes a second or two.
 */
export async function buildPortal(options: {
  root: string;
  toolsMissing: boolean;
  signal: AbortSignal;
}): Promise<void> {
  const { root, signal } = options;
  const tools = options.toolsMissing
    ? spawn(
        process.execPath,
        nodeArgs(root, 'packages/cli/src/hub/buildTools.ts'),
        { cwd: root, stdio: 'ignore' },
      )
    : undefined;
  const toolsEnded = tools && ended(tools);
  try {
    const { code } = await turbo(
      root,
      [
        'build',
        '--filter=app',
        '--filter=@illm-lab/cli',
        '--output-logs=errors-only',
      ],
      signal,
    );
    if (code !== 0 && !signal.aborted) {
      throw new CliError(
        'The portal could not be built (see above). After a change of sources: ./lab test unit says what is wrong.',
      );
    }
  } finally {
    tools?.kill('SIGTERM');
    await toolsEnded;
  }
}
