import { ServiceUnavailableError } from '@backstage/errors';
import { ClaimPreviewRequest } from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@illm-lab/plugin-hub-node';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { ClaimKinds } from './ClaimKinds';
import { ClaimPreviews } from './ClaimPreviews';
import { ClaimJudge, Judgement } from './judgeClaim';

const ROOT = path.resolve(__dirname, '../../../..');
const DEFINITIONS = path.join(ROOT, 'platform/hub/manifests/claims');
const FOLDER = 'platform/hub/manifests/claims';

/** This very checkout's definitions, by their paths in it. */
const definitions = () =>
  Object.fromEntries(
    readdirSync(DEFINITIONS).map(name => [
      `${FOLDER}/${name}`,
      readFileSync(path.join(DEFINITIONS, name), 'utf8'),
    ]),
  );

/** Definitions in a repository; `reads` are the paths that were asked for. */
function kindsIn(files: Record<string, string>, commits = ['abc']) {
  const reads: string[] = [];
  const kinds = new ClaimKinds({
    lastKnownHead: async () => commits[0],
    filesIn: async () => Object.keys(files),
    read: async file => {
      reads.push(file);
      return files[file];
    },
  });
  return { kinds, reads };
}

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
  judge: ClaimJudge = async () => ({ issues: [] }),
) {
  const there: Record<string, string> = {
    'platform/hub/values/cloud-prices.yaml': PRICES,
    'claims/team-web/namespace.yaml': 'kind: Namespace',
    ...files,
  };
  return new ClaimPreviews({
    kinds: kindsIn(definitions()).kinds,
    repository: {
      head: async () => 'abc',
      read: async (file: string) => there[file],
    } as unknown as RepositoryReader,
    composer: () => ({ compose }),
    judge,
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
  });

  it('has the API server judge what is asked for, and says when it can’t', async () => {
    const issue = {
      path: 'spec.storageGiB',
      message: 'The API server refuses it: storage can’t shrink.',
      remedy: 'Change it there.',
    };
    const judge = jest.fn(
      async (): Promise<Judgement> => ({ issues: [issue] }),
    );
    const refused = await previews({}, composedOf, judge).preview(asked);
    expect(refused).toMatchObject({ issues: [issue], resources: [] });
    expect(judge).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'Database' }),
      { path: FILE, text: expect.stringContaining('storageGiB: 32') },
    );
    judge.mockResolvedValue({ issues: [], unchecked: 'It does not answer.' });
    const unasked = await previews({}, composedOf, judge).preview(asked);
    expect(unasked).toMatchObject({
      issues: [],
      unchecked: 'It does not answer.',
      resources: [{}, {}],
    });
  });

  it('changes what was asked for and nothing else of a file (case 17-claim-change-loses-edits)', async () => {
    const before = `# Ticket 42: the old machine's data moves in here in March.
apiVersion: platform.illm.lab/v1alpha1
kind: Database
metadata:
  name: orders
  namespace: team-web
  labels: { team: web, project: shop, environment: dev, cost-center: web, backup: nightly }
  annotations:
    argocd.argoproj.io/sync-wave: '3'
    argocd.argoproj.io/sync-options: Prune=confirm
spec:
  crossplane:
    compositionUpdatePolicy: Manual # stay on this revision until the move
    compositionRevisionRef: { name: databases.platform.illm.lab-1a2b3c4 }
  provider: aws
  storageGiB: 32 # see ticket
`;
    const { manifest, issues } = await previews({ [FILE]: before }).preview({
      ...asked,
      labels: { ...asked.labels, 'cost-center': 'web' },
      requestedBy: 'user:default/grace',
      change: true,
      // The form has its defaults filled in.
      spec: { provider: 'aws', size: 'small', storageGiB: 64, backupDays: 7 },
    });
    expect(issues).toEqual([]);
    expect(manifest).toBe(before.replace('32 #', '64 #'));
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
    const { kinds: oneIsBroken } = kindsIn({
      [`${FOLDER}/toaster-xrd.yaml`]: 'kind: *nothing\n',
      [`${FOLDER}/queue-xrd.yaml`]: definitions()[`${FOLDER}/queue-xrd.yaml`],
    });
    expect((await oneIsBroken.list()).map(({ kind }) => kind)).toEqual([
      'Queue',
    ]);
    expect(oneIsBroken.broken).toEqual([
      expect.stringMatching(/^toaster-xrd.yaml: .*nothing/),
    ]);
    const away = new ClaimKinds({
      lastKnownHead: async () => {
        throw new ServiceUnavailableError('No forge. Try again.');
      },
      filesIn: async () => [],
      read: async () => undefined,
    });
    await expect(away.list()).rejects.toThrow('No forge. Try again.');
  });

  it('reads definitions only, and once for each commit', async () => {
    const commits = ['one'];
    const { kinds, reads } = kindsIn(definitions(), commits);
    await kinds.list();
    await kinds.list();
    const once = Object.keys(definitions()).filter(file =>
      file.endsWith('-xrd.yaml'),
    );
    expect(once.length).toBeLessThan(Object.keys(definitions()).length);
    expect(reads.sort()).toEqual(once.sort());
    commits[0] = 'two';
    await kinds.list();
    expect(reads).toHaveLength(2 * once.length);
  });
});
