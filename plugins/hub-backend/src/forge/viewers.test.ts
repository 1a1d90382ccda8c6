import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { PULL_CHECKS, pullCheckName } from '@illm-lab/plugin-hub-common';
import { CountingForge } from '../__testUtils__/CountingForge';
import { PullRequests } from '../catalog/PullRequests';
import { ClaimFiles } from '../claims/ClaimFiles';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { DeclaredReader } from '../nodes/DeclaredReader';
import { CheckPoster } from '../pulls/checks/CheckPoster';
import { PullChecker } from '../pulls/checks/PullChecker';
import { PullFollower } from '../pulls/PullFollower';
import { ForgeApi } from './ForgeApi';
import { ForgeClient } from './ForgeClient';
import { ForgeNews } from './ForgeNews';

jest.setTimeout(120_000);

const VIEWERS = 20;
const PULLS = 6;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Pages ask the portal up to four times as often; what is between costs the forge nothing. */
const STEP_MS = 6 * SECOND_MS;

const HEAD = 'c0ffee';
const PASSED = { title: 'Good', annotations_count: 0 };
const CHECKS = PULL_CHECKS.map(pullCheckName);

const pull = (number: number, sha = `sha${number}`) => ({
  number,
  title: `Pull ${number}`,
  html_url: `http://localhost:7008/illm/lab/pull/${number}`,
  draft: false,
  created_at: '2026-12-01T10:00:00Z',
  updated_at: '2026-12-01T10:00:00Z',
  user: { login: 'Ada' },
  head: { sha },
  state: 'open',
  merged_at: null as string | null,
});

/** A repository with open pull requests, half of them on claims of three teams. */
function fill({ answers }: CountingForge): void {
  const open = Array.from({ length: PULLS }, (_, at) => pull(at + 1));
  answers.set('/pulls?state=open&per_page=50', open);
  answers.set(
    '/pulls?state=closed&sort=updated&direction=desc&per_page=50',
    [],
  );
  for (const one of open) addPull(answers, one);
  const teams = ['web', 'data', 'platform'];
  answers.set(
    '/contents/claims?ref=main',
    teams.map(team => ({
      type: 'dir',
      path: `claims/team-${team}`,
      sha: `tree-${team}`,
    })),
  );
  for (const team of teams) {
    answers.set(`/git/trees/tree-${team}`, {
      tree: [{ path: 'mails.yaml', type: 'blob', sha: 'mails' }],
    });
  }
  answers.set('/git/blobs/mails', {
    encoding: 'base64',
    content: Buffer.from(
      'apiVersion: platform.illm.lab/v1alpha1\nkind: Queue\nmetadata: { name: mails }\n',
    ).toString('base64'),
  });
  answers.set('/commits/main/status', { sha: HEAD });
}

function addPull(
  answers: CountingForge['answers'],
  one: ReturnType<typeof pull>,
): void {
  const { number, head } = one;
  answers.set(`/pulls/${number}`, one);
  answers.set(`/pulls/${number}/files?per_page=100`, [
    number % 2
      ? { filename: `experiments/e${number}/README.md`, status: 'added' }
      : {
          filename: 'claims/team-web/mails.yaml',
          status: 'modified',
          sha: 'mails',
        },
  ]);
  answers.set(`/commits/${head.sha}/status`, {
    state: 'pending',
    total_count: 0,
    statuses: [],
  });
  answers.set(`/commits/${head.sha}/check-runs`, {
    check_runs: CHECKS.map((name, id) => ({
      id,
      name,
      status: 'completed',
      conclusion: 'success',
      output: PASSED,
    })),
  });
}

/** All of the portal that asks the forge, at a time of its own. */
async function portal(fake: CountingForge) {
  const clock = { now: Date.parse('2026-12-01T12:00:00Z') };
  const now = () => clock.now;
  const forge = new ForgeApi(new ForgeClient({ ...fake.access, now }));
  let hear: (event: EventParams) => Promise<void> = async () => {};
  const news = new ForgeNews({
    config: { branch: 'main' },
    forge,
    eventBus: {
      subscribe: async ({ onEvent }) => void (hear = onEvent),
    } as EventsService,
  });
  const files = new ClaimFiles({ forge, now, onChange: () => {} });
  news.onChange(() => void files.refresh());
  await news.start();
  const unwanted = async () => {
    throw new Error('All are checked.');
  };
  const repository = new RepositoryReader(forge);
  return {
    clock,
    files,
    repository,
    hear: (topic: string, eventPayload: unknown) =>
      hear({ topic, eventPayload }),
    pulls: new PullRequests({ forge, now }),
    follower: new PullFollower({
      forge,
      connection: { get: async <T>() => ({ items: [] } as T) },
      catalog: { getEntityByRef: async () => undefined },
    }),
    checker: new PullChecker({
      forge,
      poster: new CheckPoster(forge),
      checks: {
        folder: unwanted,
        manifests: unwanted,
        policy: unwanted,
        estimate: unwanted,
      },
      auditor: mockServices.auditor.mock(),
      logger: mockServices.logger.mock(),
      portalUrl: 'http://localhost:7007',
    }),
    declared: new DeclaredReader(repository, mockServices.logger.mock()),
  };
}

describe('an hour of 20 viewers', () => {
  const fake = new CountingForge();
  beforeAll(() => fake.up());
  afterAll(() => fake.stop());
  beforeEach(() => {
    fake.answers.clear();
    fill(fake);
    fake.calls.length = 0;
  });

  /** Everybody has pages open: a pull request, the list of them, and the claims. */
  async function anHour(
    { clock, ...hub }: Awaited<ReturnType<typeof portal>>,
    everyMinute: (minute: number) => void = () => {},
  ) {
    const credentials = mockCredentials.user();
    const end = clock.now + HOUR_MS;
    for (let at = 0; clock.now < end; at += STEP_MS, clock.now += STEP_MS) {
      const isDue = (everyMs: number) => at % everyMs === 0;
      if (isDue(MINUTE_MS)) {
        everyMinute(at / MINUTE_MS);
        await hub.checker.sweep();
        await hub.declared.poll();
      }
      // Each of them opens the wizard once, which looks whether a name is free.
      if (isDue(3 * MINUTE_MS)) await hub.repository.head();
      for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
        await hub.follower.get(1 + (viewer % PULLS), credentials);
        if (isDue(30 * SECOND_MS)) await hub.pulls.list();
        await hub.files.current();
      }
    }
  }

  it('is below 500 calls with no webhook at all, and nearly all of them free at GitHub', async () => {
    const hub = await portal(fake);
    await anHour(hub);
    expect(fake.calls.length).toBeLessThan(500);
    const counted = fake.calls.filter(call => !call.startsWith('304'));
    expect(counted.length).toBeLessThan(50);
  });

  it('is below 500 calls with a push, a new commit and its checks every ten minutes', async () => {
    const hub = await portal(fake);
    await anHour(hub, minute => {
      if (minute % 10 !== 5) return;
      const changed = pull(1, `sha1-${minute}`);
      addPull(fake.answers, changed);
      const list = Array.from({ length: PULLS }, (_, at) =>
        at === 0 ? changed : pull(at + 1),
      );
      fake.answers.set('/pulls?state=open&per_page=50', list);
      void hub.hear('github.push', { ref: 'refs/heads/main' });
      void hub.hear('github.pull_request', { number: 1 });
      for (let id = 0; id < CHECKS.length; id += 1) {
        void hub.hear('github.check_run', {
          check_run: { id, head_sha: changed.head.sha },
        });
      }
    });
    expect(fake.calls.length).toBeLessThan(500);
  });

  it('sees a merge by someone else as soon as the forge tells of it', async () => {
    const hub = await portal(fake);
    const credentials = mockCredentials.user();
    const state = async () => (await hub.follower.get(1, credentials)).state;
    expect(await state()).toBe('open');
    expect((await hub.pulls.list()).items).toHaveLength(PULLS);
    fake.answers.set('/pulls/1', {
      ...pull(1),
      state: 'closed',
      merged_at: '2026-12-01T12:00:01Z',
    });
    fake.answers.set(
      '/pulls?state=open&per_page=50',
      Array.from({ length: PULLS - 1 }, (_, at) => pull(at + 2)),
    );
    expect(await state()).toBe('open');
    await hub.hear('github.pull_request', { action: 'closed', number: 1 });
    expect(await state()).toBe('merged');
    expect((await hub.pulls.list()).items).toHaveLength(PULLS - 1);
  });
});
