import { mockServices } from '@backstage/backend-test-utils';
import { databases } from '../__testUtils__/databases';
import { openDatabase } from '../runs/database';
import { StoredRun } from '../runs/rows';
import { Notice, Notices } from './Notices';
import { PullNotices } from './PullNotices';
import { RunNotices } from './RunNotices';

jest.setTimeout(60_000);

const NOW = Date.parse('2026-12-01T12:00:00Z');
const logger = mockServices.logger.mock();

/** The web team owns http-baseline; nobody owns the others. */
const experiments = {
  resources: async ([name]: string[]) => [
    name === 'http-baseline' ? { owner: 'group:default/web' } : undefined,
  ],
};

describe.each(databases.eachSupportedId())('notices on %s', id => {
  const notice: Notice = {
    id: 'run:http-baseline-1',
    to: ['user:default/ada'],
    payload: { title: 'http-baseline #1 passed' },
  };

  it('are sent once, also by two replicas, and again when they could not be', async () => {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const send = jest.fn(async () => {});
    const replica = () =>
      new Notices({ knex, notifications: { send }, logger });
    send.mockRejectedValueOnce(new Error('no notifications'));
    await replica().send(notice);
    await Promise.all([replica().send(notice), replica().send(notice)]);
    await replica().send(notice);
    expect(send).toHaveBeenCalledTimes(2);
    expect(send).toHaveBeenLastCalledWith({
      recipients: { type: 'entity', entityRef: ['user:default/ada'] },
      payload: { title: 'http-baseline #1 passed', scope: notice.id },
    });
    await replica().send({ ...notice, id: 'run:x', to: [] });
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('the end of a run', () => {
  const ended: StoredRun = {
    id: 'http-baseline-1',
    experiment: 'http-baseline',
    number: 42,
    phase: 'Failed',
    verdict: 'failed',
    message: 'k6 crossed p(95)<200 (231 ms)',
    createdAt: '2026-12-01T11:58:00Z',
    startedAt: '2026-12-01T11:58:00Z',
    finishedAt: '2026-12-01T11:59:00Z',
    requestedBy: 'user:default/ada',
    idempotencyKey: null,
    commit: null,
    parameters: {},
    kept: false,
    workflowUid: 'uid',
    revision: 1,
    stages: [],
    clusters: [],
    partial: false,
    stoppedBy: null,
    starredBy: null,
  };

  async function told(given: Partial<StoredRun>): Promise<Notice[]> {
    const run = { ...ended, ...given };
    const send = jest.fn(async (_: Notice) => {});
    await new RunNotices({
      notices: { send },
      runs: { get: async () => run },
      experiments,
      now: () => NOW,
    }).saw(run);
    return send.mock.calls.map(([notice]) => notice);
  }

  it('is told who started it, and the owner team when it went badly', async () => {
    expect(await told({})).toEqual([
      {
        id: 'run:http-baseline-1',
        to: ['user:default/ada', 'group:default/web'],
        payload: {
          title: 'http-baseline #42 failed',
          description: 'k6 crossed p(95)<200 (231 ms)',
          link: '/runs/http-baseline-1',
          severity: 'high',
          topic: 'hub.run',
        },
      },
    ]);
  });

  it.each([
    ['Succeeded', 'passed', 'passed', ['user:default/ada']],
    ['Succeeded', null, 'passed', ['user:default/ada']],
    ['Stopped', null, 'was stopped', ['user:default/ada']],
    [
      'Error',
      null,
      'ended with an error',
      ['user:default/ada', 'group:default/web'],
    ],
  ] as const)(
    'of phase %s and verdict %s: %s',
    async (phase, verdict, words, to) => {
      expect(await told({ phase, verdict })).toEqual([
        expect.objectContaining({
          to,
          payload: expect.objectContaining({
            title: `http-baseline #42 ${words}`,
          }),
        }),
      ]);
    },
  );

  it('is no news while it is not there, or when it is long ago', async () => {
    expect(await told({ finishedAt: null })).toEqual([]);
    expect(await told({ finishedAt: '2026-12-01T10:00:00Z' })).toEqual([]);
  });
});

describe('a pull request', () => {
  const FILES: Record<string, string> = {
    new: 'kind: Component\nspec:\n  owner: data\n',
  };
  const changes = [
    { filename: 'experiments/http-baseline/README.md', sha: 'readme' },
    { filename: 'experiments/kafka/catalog-info.yaml', sha: 'new' },
    { filename: 'claims/team-platform/database-orders.yaml', sha: 'claim' },
    { filename: 'docs/index.md', sha: 'docs' },
  ];

  async function told(action: string, given: object = {}): Promise<Notice[]> {
    const send = jest.fn(async (_: Notice) => {});
    await new PullNotices({
      notices: { send },
      forge: {
        changes: async () => changes,
        blob: async (sha: string) => FILES[sha],
      },
      experiments,
      logger,
    }).heard({
      action,
      pull_request: {
        number: 12,
        title: 'Add kafka',
        head: { sha: 'abc' },
        user: { login: 'Ada-Lovelace', name: 'Ada Lovelace' },
        ...given,
      },
    });
    return send.mock.calls.map(([notice]) => notice);
  }

  it('is told the owners of what it changes, known to the catalog or not', async () => {
    expect(await told('opened')).toEqual([
      {
        id: 'pull:12:waits',
        to: [
          'group:default/web',
          'group:default/data',
          'group:default/platform',
        ],
        payload: {
          title: '“Add kafka” waits for a review',
          description: 'Pull request #12 by Ada Lovelace.',
          link: '/pull-requests/12',
          severity: 'normal',
          topic: 'hub.pull',
        },
      },
    ]);
    const [merged] = await told('closed', { merged: true });
    expect(merged.id).toBe('pull:12:merged');
    expect(merged.payload.title).toBe('“Add kafka” was merged');
  });

  it('is no news as a draft, when it is closed, or when it only changes', async () => {
    expect(await told('opened', { draft: true })).toEqual([]);
    expect(await told('closed', { merged: false })).toEqual([]);
    expect(await told('synchronize')).toEqual([]);
  });
});
