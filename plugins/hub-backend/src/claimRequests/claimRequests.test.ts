import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ClaimPreviewRequest } from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@illm-lab/plugin-hub-node';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { ClaimKinds } from './ClaimKinds';
import { ClaimPreviews } from './ClaimPreviews';

const ROOT = path.resolve(__dirname, '../../../..');
const DEFINITIONS = path.join(ROOT, 'platform/hub/manifests/claims');
const config = { repository: 'http://forge/o/r', branch: 'main' };

/** A reader of this very checkout's definitions. */
const reader = (search?: UrlReaderService['search']) =>
  ({
    search:
      search ??
      (async () => ({
        etag: 'one',
        files: readdirSync(DEFINITIONS)
          .filter(name => name.endsWith('-xrd.yaml'))
          .map(name => ({
            url: name,
            content: async () => readFileSync(path.join(DEFINITIONS, name)),
          })),
      })),
  } as unknown as UrlReaderService);

const composedOf = (claim: KubernetesObject): KubernetesObject[] => [
  {
    apiVersion: 'rds.aws.m.upbound.io/v1beta1',
    kind: 'Instance',
    metadata: { name: `${claim.metadata.name}-instance` },
    spec: { price: 20 },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'connection' } },
];
const PRICES = `
currency: USD
sources: { test: 'a test, 2026-12-01' }
resources:
  Instance.rds.aws.m.upbound.io: [{ what: Instance, field: spec.price, perUnit: 2, source: test }]
`;

function previews(
  files: Record<string, string> = {},
  compose: (claim: KubernetesObject) => KubernetesObject[] = composedOf,
) {
  const there: Record<string, string> = {
    'platform/hub/values/cloud-prices.yaml': PRICES,
    'claims/team-web/namespace.yaml': 'kind: Namespace',
    ...files,
  };
  return new ClaimPreviews({
    kinds: new ClaimKinds({ config, reader: reader() }),
    repository: {
      head: async () => 'abc',
      read: async (file: string) => there[file],
    } as unknown as RepositoryReader,
    composer: () => ({ compose }),
  });
}

const asked: ClaimPreviewRequest = {
  kind: 'Database',
  name: 'orders',
  team: 'web',
  labels: { project: 'shop', environment: 'dev', 'cost-center': 'cc-200' },
  spec: { provider: 'aws' },
};
const FILE = 'claims/team-web/database-orders.yaml';
const database = (spec: object) =>
  JSON.stringify({ metadata: { name: 'orders' }, spec });

describe('the preview of a claim', () => {
  it('has the file with all that is asked for, its parts and its cost', async () => {
    const preview = await previews().preview({
      ...asked,
      experiment: 'http-baseline',
      requestedBy: 'user:default/grace',
    });
    expect(preview).toMatchObject({ path: FILE, issues: [] });
    expect(preview).not.toHaveProperty('before');
    expect(preview).not.toHaveProperty('namespace');
    expect(parse(preview.manifest)).toMatchObject({
      apiVersion: 'platform.illm.lab/v1alpha1',
      kind: 'Database',
      metadata: {
        name: 'orders',
        namespace: 'team-web',
        labels: {
          ...asked.labels,
          team: 'web',
          'illm.lab/experiment': 'http-baseline',
        },
        annotations: {
          'illm.lab/requested-by': 'user:default/grace',
          'illm.lab/monthly-estimate': '40.00 USD',
        },
      },
      // What nobody said is said in full.
      spec: { provider: 'aws', size: 'small', onDelete: 'keep-data' },
    });
    expect(preview.resources.map(({ kind }) => kind)).toEqual([
      'Instance',
      'Secret',
    ]);
    expect(preview.estimate).toMatchObject({ monthly: 40, complete: true });
  });

  it('brings the namespace with a team’s first claim', async () => {
    const { namespace } = await previews().preview({ ...asked, team: 'data' });
    expect(namespace?.path).toBe('claims/team-data/namespace.yaml');
    expect(parse(namespace?.manifest ?? '')).toMatchObject({
      kind: 'Namespace',
      metadata: { name: 'team-data', labels: { team: 'data' } },
    });
  });

  it.each<[string, Partial<ClaimPreviewRequest>, RegExp]>([
    ['no provider', { spec: {} }, /Provider has no value/],
    [
      'another provider',
      { spec: { provider: 'gcp' } },
      /“gcp” is not allowed for Provider/,
    ],
    [
      'an unknown field',
      { spec: { provider: 'aws', colour: 'red' } },
      /colour is not a known field/,
    ],
    [
      'backups of one day',
      { spec: { provider: 'aws', backupDays: 1 } },
      /backupDays/,
    ],
    [
      'a rule of the definition',
      { spec: { provider: 'azure', size: 'small', highlyAvailable: true } },
      /Azure's small server has no second copy/,
    ],
    [
      'a name that clouds refuse',
      { name: 'no--good' },
      /at most 38 characters/,
    ],
    [
      'a path for a name',
      { name: '../../platform' },
      /name "..\/..\/platform" is no name/,
    ],
    [
      'a path for a team',
      { team: 'web/../..' },
      /team "web\/..\/.." is no name/,
    ],
    ['nobody who pays', { labels: {} }, /project has no value/],
    ['a change of nothing', { change: true }, /There is no orders to change/],
  ])('says what is wrong: %s', async (_what, change, message) => {
    const { issues, resources } = await previews().preview({
      ...asked,
      ...change,
    });
    expect(issues.map(one => `${one.path} ${one.message}`).join()).toMatch(
      message,
    );
    expect(issues.every(({ remedy }) => remedy.length > 0)).toBe(true);
    expect(resources).toEqual([]);
  });

  it('refuses a taken name, and compares a change with what is there', async () => {
    const there = { [FILE]: database({ provider: 'aws', storageGiB: 64 }) };
    const taken = await previews(there).preview(asked);
    expect(taken.issues).toMatchObject([{ path: 'name' }]);

    const preview = (spec: object) =>
      previews(there).preview({
        ...asked,
        change: true,
        spec: { provider: 'aws', ...spec },
      });
    const grown = await preview({ storageGiB: 128 });
    expect(grown).toMatchObject({ issues: [], before: there[FILE] });
    const shrunk = await preview({ storageGiB: 32 });
    expect(shrunk.issues).toMatchObject([{ message: "Storage can't shrink." }]);
    const moved = await preview({ provider: 'azure', storageGiB: 64 });
    expect(moved.issues[0].message).toMatch(/provider and region can't be/i);
  });

  it('passes on why it can’t be composed', async () => {
    const { issues } = await previews({}, () => {
      throw Object.assign(new Error('A Queue can’t be had there'), {
        name: 'ClaimError',
      });
    }).preview(asked);
    expect(issues[0].message).toBe('A Queue can’t be had there');
  });

  it('knows no other kinds, and says when the repository is away', async () => {
    await expect(
      previews().preview({ ...asked, kind: 'Toaster' }),
    ).rejects.toThrow(/no kind Toaster.*Database/);
    const oneIsBroken = new ClaimKinds({
      config,
      reader: reader(async () => ({
        etag: 'two',
        files: [
          ['toaster-xrd.yaml', 'kind: *nothing\n'],
          [
            'queue-xrd.yaml',
            readFileSync(path.join(DEFINITIONS, 'queue-xrd.yaml'), 'utf8'),
          ],
        ].map(([url, text]) => ({
          url,
          content: async () => Buffer.from(text),
        })),
      })),
    });
    expect((await oneIsBroken.list()).map(({ kind }) => kind)).toEqual([
      'Queue',
    ]);
    expect(oneIsBroken.broken).toEqual([
      expect.stringMatching(/^toaster-xrd.yaml: .*nothing/),
    ]);
    const kinds = new ClaimKinds({
      config,
      reader: reader(async () => {
        throw new Error('connect ECONNREFUSED');
      }),
    });
    await expect(kinds.list()).rejects.toThrow(/ECONNREFUSED.*Try again/);
  });
});
