import { Run, runState } from '@illm-lab/plugin-hub-common';
import { admits } from '@illm-lab/plugin-auth-local-node';
import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

/** A run as the portal's API gives it. */
export const aRun = (changes: Partial<Run> = {}): Run => ({
  state: runState({ phase: 'Running', verdict: null, ...changes }),
  partial: false,
  stoppedBy: null,
  starredBy: null,
  id: 'demo-abcde',
  number: 7,
  experiment: 'demo',
  phase: 'Running',
  verdict: null,
  message: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  requestedBy: 'user:default/ada',
  commit: 'a'.repeat(40),
  parameters: {},
  kept: false,
  url: 'http://localhost:1/runs/demo-abcde',
  stages: [],
  ...changes,
});

/** Answers of the portal's API by `<method> <path>`; a function is called. */
export type Answers = Record<
  string,
  (body: unknown) => { status?: number; body?: unknown; text?: string }
>;

/**
 * A portal that signs in `ada`, who proves that she has the secret, and gives
 * prepared answers, over real HTTP.
 */
export async function startFakePortal(secret: string, answers: Answers) {
  const requests: { line: string; user?: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://fake');
    const line = `${request.method} ${pathname}`;
    const body = await json(request);
    const send = (status: number, content: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    };
    if (pathname === '/api/auth/local/refresh') {
      const user = request.headers['x-lab-user'];
      const { cookie, host } = request.headers;
      if (!(await admits(secret, `http://${host}`, cookie))) {
        send(403, { error: { message: 'you have not been let in.' } });
        return;
      }
      if (user !== 'ada' || !request.headers['x-requested-with']) {
        send(401, { error: { message: `nobody is called ${user}.` } });
      } else {
        send(200, {
          backstageIdentity: { token: 'token-of-ada', expiresInSeconds: 3600 },
        });
      }
      return;
    }
    if (pathname === '/api/hub/people') {
      const people = ['ada', 'grace'];
      send(200, { items: people.map(name => ({ name, displayName: name })) });
      return;
    }
    requests.push({ line, user: request.headers.authorization, body });
    const answer = answers[line]?.(body) ?? {
      status: 404,
      body: { error: { name: 'NotFoundError', message: `no ${line}` } },
    };
    if (answer.text !== undefined) {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(answer.text);
      return;
    }
    send(answer.status ?? 200, answer.body);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise<unknown>(done => {
        server.closeAllConnections();
        server.close(done);
      }),
  };
}

async function json(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text ? JSON.parse(text) : undefined;
}
