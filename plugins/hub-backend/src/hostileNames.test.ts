import { mockCredentials } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { startHub } from './__testUtils__/startHub';
import { spec } from './schema/openapi.generated';

jest.setTimeout(120_000);

let hub: Awaited<ReturnType<typeof startHub>>;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

/** What could name something else than it seems to, once it is in a path. */
const hostile = fc.oneof(
  fc.constantFrom(
    '..',
    '../../platform/hub',
    '..%2f..%2fplatform',
    'a/../../b',
    '.git/config',
    'x?ref=other',
    'x#y',
    'a\\..\\b',
    'a\u0000b',
    'a\nb',
    '%2e%2e',
    '%',
    '__proto__',
    'constructor',
    'x'.repeat(5000),
    'ключ',
    "'; drop table runs; --",
  ),
  fc.string({ minLength: 1, unit: 'binary' }),
);

type Operation = { method: string; path: string; body: boolean };
const operations: Operation[] = Object.entries(spec.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        body: 'requestBody' in (operation as object),
      })),
);
const named = operations.filter(({ path }) => path.includes('{'));

/** Lone surrogates have no form in an address; no browser can send them. */
const encode = (name: string) =>
  encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8'));

async function ask({ method, path, body }: Operation, names: string[]) {
  let at = 0;
  const filled = path.replace(/\{[^}]+\}/g, () => {
    at += 1;
    return encode(names[(at - 1) % names.length]);
  });
  return fetch(`${hub.baseUrl}${filled}`, {
    method,
    headers: {
      Authorization: mockCredentials.user.header('user:default/ada'),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: '{"idempotencyKey":"key-of-a-test"}' }),
  });
}

describe('hostile names', () => {
  it('are in every route that takes a name', () => {
    expect(named.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/experiments/{name}/inputs',
        '/runs/{id}',
        '/claims/{namespace}/{kind}/{name}',
        '/nodes/{cluster}/{node}',
        '/services/{name}/sync',
      ]),
    );
  });

  it.each(named.map(one => [`${one.method} ${one.path}`, one] as const))(
    'are no harm to %s',
    async (_title, operation) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(hostile, { minLength: 1, maxLength: 3 }),
          async names => {
            hub.forge.asked.length = 0;
            const { status } = await ask(operation, names);
            expect(status).toBeLessThan(500);
            expect(hub.forge.asked.filter(outside)).toEqual([]);
          },
        ),
        { numRuns: 40, seed: 20261201 },
      );
    },
  );

  it('in a body read nothing of the repository but what they name', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile,
        hostile,
        fc.constantFrom('name', 'team', 'kind', 'experiment'),
        async (name, team, field) => {
          hub.forge.asked.length = 0;
          const body = {
            kind: 'Database',
            name: 'orders',
            team: 'web',
            labels: {},
            spec: {},
            [field]: field === 'team' ? team : name,
          };
          const { status } = await fetch(`${hub.baseUrl}/claim-previews`, {
            method: 'POST',
            headers: {
              Authorization: mockCredentials.user.header('user:default/ada'),
              'content-type': 'application/json',
            },
            body: JSON.stringify(body),
          });
          // 503: the repository of this test has no definitions.
          expect([200, 400, 404, 503]).toContain(status);
          expect(hub.forge.asked.filter(outside)).toEqual([]);
        },
      ),
      { numRuns: 60, seed: 20261201 },
    );
  });
});

/** Whether a request to the forge left the repository's main branch. */
function outside(path: string): boolean {
  const decoded = decodeURIComponent(path.split('?')[0]);
  return (
    !path.startsWith('/api/v3/repos/illm/lab') ||
    decoded.split('/').includes('..') ||
    /[?&]ref=other/.test(path)
  );
}
