import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { json, Router } from 'express';
import { parse } from 'yaml';
import { guardedRootHttpRouter } from './guardedRootHttpRouter';

const KIB = 1024;

/** `backend` of one of the repository's configuration files. */
const backendOf = (file: string) =>
  parse(readFileSync(path.resolve(__dirname, '../../..', file), 'utf8'))
    .backend;

const common = backendOf('app-config.yaml');
const production = backendOf('app-config.production.yaml');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/** The portal's router as production has it; loopback, which tests come by, counts too. */
async function startRouter(change: object = {}) {
  const port = await freePort();
  const lifecycle = mockServices.rootLifecycle.mock();
  const baseUrl = `http://127.0.0.1:${port}`;
  const router = await ServiceFactoryTester.from(guardedRootHttpRouter, {
    dependencies: [
      lifecycle.factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl },
          backend: {
            baseUrl,
            listen: `127.0.0.1:${port}`,
            trustProxy: production.trustProxy,
            rateLimit: { ...common.rateLimit, ipAllowList: [], ...change },
          },
        },
      }),
    ],
  }).getSubject();
  for (const prefix of ['/api/hub', '/api/scaffolder']) {
    const routes = Router();
    routes.use(json({ limit: '50mb' }), (_req, res) => {
      res.json({ ok: true });
    });
    router.use(prefix, routes);
  }
  const ask = (visitor: string) =>
    fetch(`${baseUrl}/api/hub/runs`, {
      headers: { 'X-Forwarded-For': `10.9.9.9, ${visitor}` },
    });
  return {
    ask,
    post: (to: string, headers: Record<string, string>, body: string) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const req = request(
          `${baseUrl}${to}`,
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', ...headers },
          },
          async res => {
            let text = '';
            for await (const chunk of res) text += chunk;
            resolve({ status: res.statusCode ?? 0, text });
          },
        );
        req.on('error', reject);
        req.end(body);
      }),
    stop: () =>
      Promise.all(lifecycle.addShutdownHook.mock.calls.map(([hook]) => hook())),
  };
}

describe('the portal’s router', () => {
  let router: Awaited<ReturnType<typeof startRouter>>;
  afterEach(() => router.stop());

  it('lets one address ask as often as twenty live pages do, and no more', async () => {
    router = await startRouter();
    const { headers } = await router.ask('192.0.2.1');
    const limit = Number(headers.get('x-ratelimit-limit'));
    // Each page is told of a change four times a second at most, and asks then.
    expect(limit).toBeGreaterThanOrEqual(20 * 4 * 60);
    expect(limit).toBeLessThanOrEqual(10_000);
    // Each visitor has their own, by the address that the proxy has seen.
    const other = await router.ask('192.0.2.2');
    expect(other.headers.get('x-ratelimit-remaining')).toBe(`${limit - 1}`);
  });

  it('refuses what is above, and that visitor alone', async () => {
    router = await startRouter({ incomingRequestLimit: 3 });
    const statuses = [];
    for (let i = 0; i < 4; i++) {
      statuses.push((await router.ask('192.0.2.1')).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await router.ask('192.0.2.2')).status).toBe(200);
  });

  const body = (bytes: number) => {
    const text = JSON.stringify({ text: 'x'.repeat(bytes) });
    return [{ 'Content-Length': `${text.length}` }, text] as const;
  };

  it('takes no body that is larger than its route’s', async () => {
    router = await startRouter();
    const small = await router.post('/api/hub/runs', ...body(900 * KIB));
    expect(small.status).toBe(200);
    const large = await router.post('/api/hub/runs', ...body(1100 * KIB));
    expect(large.status).toBe(413);
    expect(large.text).toMatch(/\/api\/hub\/runs takes 1048576 at most/);
    const folder = await router.post(
      '/api/scaffolder/v2/tasks',
      ...body(5000 * KIB),
    );
    expect(folder.status).toBe(200);
  });

  it('takes no body that does not say how large it is', async () => {
    router = await startRouter();
    const chunked = await router.post(
      '/api/hub/runs',
      { 'Transfer-Encoding': 'chunked' },
      '{}',
    );
    expect(chunked.status).toBe(411);
    expect(chunked.text).toContain('Content-Length');
  });
});
