import { mockCredentials } from '@backstage/backend-test-utils';
import { ForgeChecks, ForgePullDetails } from '../forge/shapes';
import { DefinitionApplication } from './definitions';
import { PullFollower } from './PullFollower';

const MERGED = '2026-11-23T10:00:00Z';
const AFTER = '2026-11-23T10:00:02Z';
const BEFORE = '2026-11-23T09:59:00Z';

const PULL: ForgePullDetails = {
  number: 7,
  title: 'Add grpc-latency',
  html_url: 'http://forge/illm/lab/pull/7',
  created_at: '2026-11-23T09:58:00Z',
  updated_at: '2026-11-23T09:58:00Z',
  user: { login: 'ada' },
  head: { sha: 'abc' },
  state: 'open',
};
const merged = { ...PULL, state: 'closed', merged_at: MERGED } as const;

const FILES = [
  'experiments/grpc-latency/catalog-info.yaml',
  'experiments/grpc-latency/target/argocd/deployment.yaml',
];

const application = (
  status: DefinitionApplication['status'],
): DefinitionApplication => ({
  metadata: { name: 'grpc-latency-target-definition' },
  status,
});

function follower(given: {
  pull?: ForgePullDetails | null;
  files?: string[];
  /** What was done to all of them. */
  status?: string;
  applications?: DefinitionApplication[] | Error;
  inCatalog?: boolean;
  runs?: ForgeChecks['runs'];
}) {
  const { pull = PULL, files = FILES, applications = [] } = given;
  return new PullFollower({
    forge: {
      pull: async () => pull,
      changes: async () =>
        files.map(filename => ({ filename, status: given.status })),
      blob: async () => '',
      checks: async () => ({
        statuses: {
          state: 'success',
          total_count: 1,
          statuses: [{ context: 'ci', state: 'success', description: null }],
        },
        runs: given.runs ?? [],
      }),
      annotations: async () => [
        { path: 'a.yaml', start_line: 3, message: 'No such field. Remove it.' },
      ],
    },
    connection: {
      get: async <T>() => {
        if (applications instanceof Error) throw applications;
        return { items: applications } as T;
      },
    },
    catalog: {
      getEntityByRef: async () =>
        given.inCatalog
          ? {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'grpc-latency' },
            }
          : undefined,
    },
  }).get(7, mockCredentials.user());
}

const synced = { sync: { status: 'Synced' } };

describe('PullFollower', () => {
  it('says what an open pull request will define', async () => {
    expect(await follower({})).toEqual({
      number: 7,
      title: 'Add grpc-latency',
      url: 'http://forge/illm/lab/pull/7',
      author: 'ada',
      createdAt: '2026-11-23T09:58:00Z',
      state: 'open',
      checks: 'passed',
      checkRuns: [{ name: 'ci', state: 'passed', issues: [] }],
      experiments: [
        {
          name: 'grpc-latency',
          definitions: {
            state: 'waiting',
            message: 'Argo CD waits for the merge.',
          },
          inCatalog: false,
          removed: false,
          ready: false,
        },
      ],
      claims: [],
    });
  });

  it('follows a removal until nothing of the experiment is left', async () => {
    const removal = { files: FILES, status: 'removed' };
    const [open] = (await follower({ ...removal, inCatalog: true }))
      .experiments;
    expect(open).toMatchObject({ removed: true, ready: false });
    const of = async (given: Parameters<typeof follower>[0]) =>
      (await follower({ ...removal, pull: merged, ...given })).experiments[0];
    expect(
      await of({ inCatalog: true, applications: [application({})] }),
    ).toMatchObject({ definitions: { state: 'waiting' }, inCatalog: true });
    expect(await of({})).toMatchObject({
      definitions: { state: 'synced' },
      inCatalog: false,
      ready: false,
    });
  });

  it('says of each check how it stands, and what one that failed names', async () => {
    const run = (name: string, conclusion: string | null, count = 0) => ({
      id: 1,
      name,
      status: conclusion ? 'completed' : 'in_progress',
      conclusion,
      output: { title: `of ${name}`, annotations_count: count },
    });
    const { checks, checkRuns } = await follower({
      runs: [
        run('lab / manifests', 'failure', 1),
        run('lab / folder', 'success'),
        run('lab / policy', null),
        run('lab / estimate', 'neutral'),
      ],
    });
    expect(checks).toBe('failed');
    expect(checkRuns.map(({ name, state }) => [name, state])).toEqual([
      ['ci', 'passed'],
      ['lab / estimate', 'skipped'],
      ['lab / folder', 'passed'],
      ['lab / manifests', 'failed'],
      ['lab / policy', 'pending'],
    ]);
    expect(checkRuns[3]).toMatchObject({
      title: 'of lab / manifests',
      issues: [
        { file: 'a.yaml', line: 3, message: 'No such field. Remove it.' },
      ],
    });
  });

  it.each([
    ['not seen', [], 'waiting'],
    [
      'compared before the merge',
      [{ ...synced, reconciledAt: BEFORE }],
      'waiting',
    ],
    ['synced since the merge', [{ ...synced, reconciledAt: AFTER }], 'synced'],
    [
      'refused by the API server',
      [
        {
          ...synced,
          reconciledAt: AFTER,
          operationState: { phase: 'Failed', message: 'spec.replicas: no' },
        },
      ],
      'failed',
    ],
    [
      'not rendered',
      [{ conditions: [{ type: 'ComparisonError', message: 'no such file' }] }],
      'failed',
    ],
  ])('definitions %s', async (_name, statuses, state) => {
    const { experiments } = await follower({
      pull: merged,
      applications: statuses.map(application),
      inCatalog: true,
    });
    expect(experiments[0]).toMatchObject({
      definitions: { state },
      ready: state === 'synced',
    });
  });

  it('waits for the catalog, and for nothing where Argo CD has nothing to do', async () => {
    const files = ['experiments/grpc-latency/workflow/experiment.yaml'];
    const waiting = await follower({ pull: merged, files });
    expect(waiting.experiments[0]).toMatchObject({
      definitions: { state: 'none' },
      ready: false,
    });
    const there = await follower({ pull: merged, files, inCatalog: true });
    expect(there.experiments[0].ready).toBe(true);
  });

  it('still tells of the pull request while the hub does not answer', async () => {
    const { state, experiments } = await follower({
      pull: merged,
      applications: new Error('connection refused'),
      inCatalog: true,
    });
    expect(state).toBe('merged');
    expect(experiments[0]).toMatchObject({
      definitions: {
        state: 'unknown',
        message: expect.stringContaining('connection refused'),
      },
      ready: false,
    });
  });

  it('refuses a number that is none of a pull request', async () => {
    await expect(follower({ pull: null })).rejects.toThrow(
      'The forge has no pull request #7.',
    );
  });
});
