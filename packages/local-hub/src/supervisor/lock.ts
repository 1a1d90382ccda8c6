import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import net from 'node:net';

/** Another supervisor works on the same state. */
export class AlreadyRunningError extends Error {
  constructor(readonly stateDir: string) {
    super(`A hub already runs on ${stateDir}; see \`lab status\`.`);
    this.name = 'AlreadyRunningError';
  }
}

/**
 * Takes the one lock of a state folder, for the life of this process. It is an
 * abstract Unix socket: the kernel gives it to one process and frees it when
 * that process ends, however it ends, so no lock can be stale.
 *
 * @returns a function that frees the lock
 * @throws AlreadyRunningError when another process has it
 */
export async function lockState(stateDir: string): Promise<() => void> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const id = createHash('sha256').update(realpathSync(stateDir)).digest('hex');
  const server = net.createServer(socket => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new AlreadyRunningError(stateDir) : error,
      ),
    );
    server.listen(`\0illm-lab-${id}`, resolve);
  });
  server.unref();
  return () => server.close();
}
