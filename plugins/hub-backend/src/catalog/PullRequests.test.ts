import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import http, { Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { ForgeApi } from '../forge/ForgeApi';
import { ForgeClient } from '../forge/ForgeClient';
import { PullRequests } from './PullRequests';

const pull = (number: number, more: object = {}) => ({
  number,
  title: `Pull ${number}`,
  html_url: `http://localhost:7008/illm/lab/pull/${number}`,
  draft: false,
  created_at: '2026-11-23T10:00:00Z',
  updated_at: '2026-11-23T10:00:00Z',
  user: { login: 'Ada' },
  head: { sha: `sha${number}` },
  ...more,
});

/** So long that what was answered is old. */
const A_WHILE_MS = 120_000;

/** Answers by path below the repository; what is missing is a 404. */
let answers: Record<string, unknown>;
let asked: string[];
let behave: ((response: ServerResponse) => void) | undefined;
let server: Server;
let now: number;
let pulls: PullRequests;

beforeEach(async () => {
  asked = [];
  behave = undefined;
  now = Date.parse('2026-11-23T12:00:00Z');
  answers = {
    '/pulls': [pull(1), pull(2, { draft: true, user: null }), pull(3)],
    '/pulls/1/files': [
      { filename: 'experiments/http-baseline/workflow/k6/load.js' },
      { filename: 'experiments/queue/catalog-info.yaml' },
      { filename: 'experiments/queue/README.md' },
    ],
    '/pulls/2/files': [{ filename: 'experiments/queue/README.md' }],
    '/pulls/3/files': [
      { filename: 'README.md' },
      { filename: 'experiments/README.md' },
    ],
    '/pulls/4/files': [
      {
        filename: 'claims/team-web/mails.yaml',
        status: 'removed',
        sha: 'mails',
      },
      { filename: 'claims/README.md', status: 'added', sha: 'readme' },
    ],
    '/git/blobs/mails': {
      encoding: 'base64',
      content: Buffer.from(
        'apiVersion: platform.illm.lab/v1alpha1\nkind: Queue\nmetadata: { name: mails }\n',
      ).toString('base64'),
    },
    '/commits/sha4/status': { state: 'pending', total_count: 0 },
    '/commits/sha4/check-runs': { check_runs: [] },
    '/commits/sha1/status': { state: 'pending', total_count: 0 },
    '/commits/sha1/check-runs': { check_runs: [] },
    '/commits/sha2/status': { state: 'success', total_count: 1 },
    '/commits/sha2/check-runs': {
      check_runs: [
        { id: 1, name: 'a', status: 'completed', conclusion: 'success' },
        { id: 2, name: 'b', status: 'completed', conclusion: 'failure' },
      ],
    },
  };
  server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const path = pathname.replace('/api/v3/repos/illm/lab', '');
    asked.push(path);
    if (behave) {
      behave(response);
      return;
    }
    response.statusCode = path in answers ? 200 : 404;
    response.end(JSON.stringify(answers[path] ?? { message: 'Not Found' }));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  pulls = new PullRequests({
    forge: new ForgeApi(
      new ForgeClient({
        config: { repository: `http://${host}/illm/lab` },
        integrations: ScmIntegrations.fromConfig(
          new ConfigReader({
            integrations: {
              github: [
                { host, apiBaseUrl: `http://${host}/api/v3`, token: 'secret' },
              ],
            },
          }),
        ),
        now: () => now,
        // Long enough for a busy machine, short enough for the test of silence.
        timeoutMs: 2_000,
      }),
    ),
    now: () => now,
  });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(done => server.close(done));
});

describe('open pull requests', () => {
  it('are those that change an experiment, newest first, with their checks', async () => {
    const { items, source } = await pulls.list();
    expect(source).toMatchObject({ connected: true });
    expect(items).toEqual([
      expect.objectContaining({
        number: 2,
        author: 'unknown',
        draft: true,
        checks: 'failed',
        experiments: ['queue'],
      }),
      {
        number: 1,
        title: 'Pull 1',
        url: 'http://localhost:7008/illm/lab/pull/1',
        author: 'Ada',
        createdAt: '2026-11-23T10:00:00Z',
        updatedAt: '2026-11-23T10:00:00Z',
        draft: false,
        experiments: ['http-baseline', 'queue'],
        claims: [],
      },
    ]);
  });

  it('are asked for once for all visitors, and a commit’s files once', async () => {
    await Promise.all([pulls.list(), pulls.list(), pulls.list()]);
    const lists = () => asked.filter(path => path === '/pulls').length;
    expect(lists()).toBe(1);
    now += A_WHILE_MS;
    await pulls.list();
    expect(lists()).toBe(2);
    expect(asked.filter(path => path === '/pulls/1/files')).toHaveLength(1);
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['down', response => response.destroy(), /does not answer/],
    ['slow', () => {}, /did not answer in time/],
    [
      'failing',
      response => {
        response.statusCode = 500;
        response.end();
      },
      /answered 500/,
    ],
    [
      'answering no JSON',
      response => response.end('<html>'),
      /answered something that is no list of pull requests/,
    ],
    [
      'answering something else',
      response => response.end('[{"number":"one"}]'),
      /answered something that is no list of pull requests/,
    ],
  ])('stay as they were while the forge is %s', async (_, fault, reason) => {
    const before = await pulls.list();
    behave = fault;
    now += A_WHILE_MS;
    const { items, source } = await pulls.list();
    expect(items).toEqual(before.items);
    expect(source).toEqual({
      name: 'The forge',
      connected: false,
      reason: expect.stringMatching(reason),
      lastGoodAt: before.source.lastGoodAt,
    });

    behave = undefined;
    now += A_WHILE_MS;
    expect((await pulls.list()).source.connected).toBe(true);
  });

  it('are also those that change a claim', async () => {
    answers['/pulls'] = [pull(4)];
    const { items } = await pulls.list();
    expect(items).toMatchObject([
      {
        number: 4,
        experiments: [],
        claims: [
          {
            namespace: 'team-web',
            kind: 'Queue',
            name: 'mails',
            action: 'removes',
          },
        ],
      },
    ]);
  });

  it('are no outage of the forge when the portal’s own code is at fault', async () => {
    const broken = new PullRequests({
      forge: {
        openPulls: async () => {
          throw new TypeError('x is not a function');
        },
      } as never,
    });
    await expect(broken.list()).rejects.toThrow('x is not a function');
  });

  it('are none, with the reason, when the forge never answered', async () => {
    behave = response => response.destroy();
    expect(await pulls.list()).toEqual({
      items: [],
      source: {
        name: 'The forge',
        connected: false,
        reason: expect.stringContaining('127.0.0.1'),
      },
    });
  });
});
