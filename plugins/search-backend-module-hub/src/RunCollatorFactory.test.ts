import { mockServices } from '@backstage/backend-test-utils';
import { Run } from '@illm-lab/plugin-hub-common';
import http, { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { RunCollatorFactory, runDocument } from './RunCollatorFactory';

const run = (number: number): Run => ({
  id: `http-baseline-${number}`,
  number,
  experiment: 'http-baseline',
  state: 'failed',
  phase: 'Failed',
  verdict: 'failed',
  partial: false,
  stoppedBy: null,
  starredBy: null,
  message: 'k6 crossed p(95)<200 (231 ms)',
  createdAt: '2026-11-23T12:00:00Z',
  startedAt: null,
  finishedAt: null,
  requestedBy: 'user:default/ada',
  commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
  parameters: { vus: '10', note: '' },
  kept: false,
  url: `http://localhost:7007/runs/http-baseline-${number}`,
});

describe('runs in the search', () => {
  let server: Server;
  let asked: URL[];
  let authorizations: (string | undefined)[];

  beforeEach(async () => {
    asked = [];
    authorizations = [];
    // 250 runs, a page at a time, as the hub's API gives them.
    server = http.createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost');
      asked.push(url);
      authorizations.push(request.headers.authorization);
      const first = Number(url.searchParams.get('cursor') ?? 250);
      const limit = Number(url.searchParams.get('limit'));
      const items = Array.from({ length: Math.min(limit, first) }, (_, i) =>
        run(first - i),
      );
      const next = first - items.length;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          items,
          total: 250,
          ...(next > 0 && { nextCursor: String(next) }),
        }),
      );
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  const collate = async (limit: number) => {
    const { port } = server.address() as AddressInfo;
    const factory = new RunCollatorFactory({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/hub`,
      }),
      limit,
    });
    const documents = [];
    for await (const document of await factory.getCollator()) {
      documents.push(document);
    }
    return { documents, factory };
  };

  it('says what one would remember of a run, and where it is', () => {
    expect(runDocument(run(42))).toEqual({
      title: 'http-baseline #42',
      text: 'k6 crossed p(95)<200 (231 ms) · by ada · commit a1b2c3d · vus 10 · http-baseline-42',
      location: '/runs/http-baseline-42',
      experiment: 'http-baseline',
      state: 'failed',
      createdAt: '2026-11-23T12:00:00Z',
    });
  });

  it('reads all runs page by page as a service, for those who may read runs', async () => {
    const { documents, factory } = await collate(2_000);
    expect(documents).toHaveLength(250);
    expect(asked).toHaveLength(3);
    expect(authorizations[0]).toMatch(/^Bearer .*hub/);
    expect(factory.type).toBe('hub-runs');
    expect(factory.visibilityPermission.name).toBe('hub.run.read');
  });

  it('takes the newest when there are more than it may', async () => {
    const { documents } = await collate(120);
    expect(documents.map(({ title }) => title)).toEqual(
      Array.from({ length: 120 }, (_, i) => `http-baseline #${250 - i}`),
    );
    expect(asked.map(url => url.searchParams.get('limit'))).toEqual([
      '100',
      '20',
    ]);
  });

  it('fails as a whole when the hub refuses, so that the index stays', async () => {
    server.removeAllListeners('request');
    server.on('request', (_, response) => {
      response.statusCode = 403;
      response.end('{}');
    });
    await expect(collate(10)).rejects.toThrow(/403/);
  });
});
