import { chmodSync, rmSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { withShortPath } from './socketPath';

const SOCKET = 'supervisor.sock';

/** What may be asked of a supervisor. */
export interface Controls {
  /** The status document. */
  status: () => unknown;
  /** Begins the stop; the process ends when it is done. */
  stop: () => void;
  /** Ends a component and starts it again. @throws when it is unknown */
  restart: (name: string) => Promise<void>;
}

async function answer(
  controls: Controls,
  method: string,
  url: string,
): Promise<[number, unknown]> {
  const restart = /^\/restart\/([\w-]+)$/.exec(url);
  if (method === 'GET' && url === '/status') return [200, controls.status()];
  if (method === 'POST' && url === '/stop') {
    controls.stop();
    return [202, {}];
  }
  if (method === 'POST' && restart) {
    try {
      await controls.restart(restart[1]);
      return [200, {}];
    } catch (error) {
      return [404, { error: error instanceof Error ? error.message : error }];
    }
  }
  return [404, { error: `There is no ${method} ${url}` }];
}

/**
 * Answers `GET /status`, `POST /stop` and `POST /restart/<name>` on
 * `<runDir>/supervisor.sock`. Only the owner of the folder reaches it. Call it
 * with the state's lock held: a socket that is there is then a leftover.
 */
export async function serveControls(
  runDir: string,
  controls: Controls,
): Promise<() => void> {
  rmSync(path.join(runDir, SOCKET), { force: true });
  const server = http.createServer(async (request, response) => {
    const [status, body] = await answer(
      controls,
      request.method ?? '',
      request.url ?? '',
    );
    response.writeHead(status, {
      'content-type': 'application/json',
      connection: 'close',
    });
    response.end(JSON.stringify(body));
  });
  await withShortPath(
    runDir,
    SOCKET,
    socketPath =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(socketPath, resolve);
      }),
  );
  chmodSync(path.join(runDir, SOCKET), 0o600);
  return () => {
    server.close();
    rmSync(path.join(runDir, SOCKET), { force: true });
  };
}

/**
 * Asks the supervisor of a run folder; undefined when none answers.
 *
 * @throws when it refuses, with its reason
 */
export async function askSupervisor<T>(
  runDir: string,
  method: 'GET' | 'POST',
  url: string,
): Promise<T | undefined> {
  const ask = (socketPath: string) =>
    new Promise<T>((resolve, reject) => {
      const request = http.request(
        { socketPath, method, path: url, agent: false },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () => {
            const body = JSON.parse(text);
            if ((response.statusCode ?? 500) < 400) resolve(body);
            else reject(new Error(body.error));
          });
        },
      );
      request.on('error', reject);
      request.end();
    });
  try {
    return await withShortPath(runDir, SOCKET, ask);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ECONNRESET') {
      return undefined;
    }
    throw error;
  }
}
