import { RunningForge } from './startForge';
import { personToken } from './http/secrets';
import { Receiver, until } from './testing/receiver';
import {
  api,
  commitFiles,
  Fixture,
  gitIn,
  TOKEN,
  letIn,
} from './testing/fixture';

const FOLDER = 'lab / folder';
const POLICY = 'lab / policy';

describe('checks and comments', () => {
  const fixture = new Fixture();
  let forge: RunningForge;
  let receiver: Receiver;
  let checkout: string;

  beforeAll(async () => {
    receiver = await Receiver.start();
    forge = await fixture.start({
      requiredChecks: [FOLDER, POLICY],
      webhooks: [receiver.url],
    });
    checkout = await fixture.clone(forge);
    await commitFiles(checkout, { 'a.yaml': 'a: 1\n' }, 'Start');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
  });
  afterAll(async () => {
    await fixture.cleanUp();
    await receiver.stop();
  });

  async function open(branch: string, base = 'main') {
    await gitIn(checkout, 'checkout', '-q', '-B', branch, 'main');
    const sha = await commitFiles(
      checkout,
      { [`${branch}.yaml`]: 'b: 1\nc: 2\n' },
      `Add ${branch}`,
    );
    await gitIn(checkout, 'push', '-q', '-f', 'origin', branch);
    const { body } = await api(forge, 'POST', '/pulls', {
      title: `Add ${branch}`,
      head: branch,
      base,
    });
    return { number: body.number as number, sha };
  }
  const run = (sha: string, name: string, more: object) =>
    api(forge, 'POST', '/check-runs', { name, head_sha: sha, ...more });
  const merge = (number: number) =>
    api(forge, 'PUT', `/pulls/${number}/merge`, {});
  const page = async (number: number, query = '') =>
    (
      await (
        await fetch(`${forge.url}/illm/lab/pull/${number}${query}`, {
          headers: { Accept: 'text/html', Cookie: await letIn() },
        })
      ).text()
    ).replace(/\s+/g, ' ');

  it('awaits the required checks, names them, and merges when they have passed', async () => {
    const { number, sha } = await open('waits');
    expect(await merge(number)).toMatchObject({
      status: 405,
      body: {
        message: `Merge waits for these checks: ${FOLDER} (not started), ${POLICY} (not started).`,
      },
    });
    const made = await run(sha, FOLDER, { status: 'in_progress' });
    expect(made).toMatchObject({ status: 201, body: { conclusion: null } });
    expect((await merge(number)).body.message).toContain(`${FOLDER} (running)`);
    const waiting = await page(number);
    expect(waiting).toMatch(/<button type="submit" id="merge"[^>]* disabled/);
    expect(waiting).toContain('data-pending="true"');

    await api(forge, 'PATCH', `/check-runs/${made.body.id}`, {
      conclusion: 'success',
      output: { title: 'All is well', summary: 'x' },
    });
    await run(sha, POLICY, { conclusion: 'neutral' });
    const ready = await page(number);
    expect(ready).not.toContain('disabled');
    expect(ready).toContain('data-pending="false"');
    expect((await api(forge, 'GET', `/pulls/${number}`)).body).toMatchObject({
      mergeable: true,
      mergeable_state: 'clean',
    });
    expect((await merge(number)).status).toBe(200);
  });

  it('refuses what failed, with file, line and remedy on the page, until a new commit', async () => {
    const { number, sha } = await open('fails');
    await run(sha, POLICY, { conclusion: 'success' });
    const { body } = await run(sha, FOLDER, {
      conclusion: 'failure',
      output: {
        title: '1 fault',
        summary: 'x',
        annotations: [
          {
            path: 'fails.yaml',
            start_line: 2,
            end_line: 2,
            annotation_level: 'failure',
            message: 'c is <b>no</b> field. Remove it.',
          },
        ],
      },
    });
    expect(body.output.annotations_count).toBe(1);
    expect((await merge(number)).body.message).toMatch(
      /refused while this check fails: lab \/ folder\. Mend/,
    );
    expect((await api(forge, 'GET', `/pulls/${number}`)).body).toMatchObject({
      mergeable_state: 'blocked',
    });
    for (const form of ['', '?diff=split']) {
      const shown = await page(number, form);
      expect(shown).toContain('<a href="#file-1">fails.yaml, line 2</a>');
      expect(shown).toMatch(
        /class="n" id="file-1-L2">.*<\/tr> *<tr class="said"><td colspan="\d"><strong>✕ lab \/ folder:<\/strong> c is &lt;b&gt;no&lt;\/b&gt; field\. Remove it\./,
      );
    }
    // what was said of the old commit says nothing of the new one
    await commitFiles(checkout, { 'fails.yaml': 'b: 1\n' }, 'Mend');
    await gitIn(checkout, 'push', '-q', 'origin', 'fails');
    expect((await merge(number)).body.message).toContain('(not started)');
  });

  it('keeps one run of a name on a commit, and takes statuses as well', async () => {
    const { number, sha } = await open('again');
    await run(sha, FOLDER, { conclusion: 'failure' });
    await run(sha, FOLDER, { conclusion: 'success' });
    const { body } = await api(forge, 'GET', `/commits/${sha}/check-runs`);
    expect(body).toMatchObject({
      total_count: 1,
      check_runs: [{ name: FOLDER, conclusion: 'success' }],
    });
    const status = (state: string) =>
      api(forge, 'POST', `/statuses/${sha}`, { context: POLICY, state });
    await status('pending');
    expect((await merge(number)).body.message).toContain(`${POLICY} (running)`);
    await status('success');
    const together = await api(forge, 'GET', `/commits/again/status`);
    expect(together.body).toMatchObject({ state: 'success', total_count: 1 });
    expect((await merge(number)).status).toBe(200);
  });

  it('tells of checks, so that nobody has to ask again and again', async () => {
    const { sha } = await open('told');
    const { body } = await run(sha, FOLDER, { status: 'in_progress' });
    await api(forge, 'PATCH', `/check-runs/${body.id}`, {
      status: 'completed',
      conclusion: 'success',
    });
    await api(forge, 'POST', `/statuses/${sha}`, {
      context: 'ci',
      state: 'success',
    });
    const told = () =>
      receiver.received.filter(
        ({ payload }) =>
          payload.check_run?.head_sha === sha || payload.sha === sha,
      );
    await until('all was told', () => told().length === 3);
    expect(
      told().map(({ event, signed, payload }) => [
        event,
        signed,
        payload.action ?? payload.state,
        payload.repository.full_name,
      ]),
    ).toEqual([
      ['check_run', true, 'created', 'illm/lab'],
      ['check_run', true, 'completed', 'illm/lab'],
      ['status', true, 'success', 'illm/lab'],
    ]);
  });

  it('has nothing new for who knows the answer, by its ETag', async () => {
    const { number, sha } = await open('known');
    const paths = [
      `/pulls/${number}`,
      '/pulls?state=open',
      `/commits/${sha}/status`,
      `/commits/${sha}/check-runs`,
    ];
    const ask = async (path: string, etag = '') => {
      const { status, headers } = await api(forge, 'GET', path, undefined, {
        'If-None-Match': etag,
      });
      return { status, etag: headers.get('etag') ?? undefined };
    };
    for (const path of paths) {
      const first = await ask(path);
      expect(first).toEqual({ status: 200, etag: expect.any(String) });
      expect(await ask(path, first.etag)).toEqual({ ...first, status: 304 });
    }
    const before = await ask(paths[3]);
    await run(sha, FOLDER, { status: 'in_progress' });
    expect((await ask(paths[3], before.etag)).status).toBe(200);
  });

  it('asks no checks of a merge into another branch', async () => {
    await gitIn(checkout, 'push', '-q', 'origin', 'main:side');
    const { number } = await open('into-side', 'side');
    expect((await merge(number)).status).toBe(200);
  });

  it.each([
    ['a name', { name: '' }, 'name'],
    ['a commit', { head_sha: 'f'.repeat(40) }, 'head_sha'],
    ['a conclusion', { status: 'completed' }, 'conclusion'],
    ['a known conclusion', { conclusion: 'fine' }, 'conclusion'],
    ['an http address', { details_url: 'ftp://example.com/x' }, 'details_url'],
    [
      'a line',
      { output: { annotations: [{ path: 'a', start_line: 0 }] } },
      'output.annotations[0].start_line',
    ],
  ])('wants %s, and names the field', async (_what, change, field) => {
    const sha = await gitIn(checkout, 'rev-parse', 'origin/main');
    const answer = await run(sha, FOLDER, change);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('keeps comments, shows their markdown safely and tells of them', async () => {
    const { number } = await open('talk');
    const written = await api(
      forge,
      'POST',
      `/issues/${number}/comments`,
      { body: '**Good** <script>alert(1)</script> [x](javascript:alert(1))' },
      { Authorization: `Bearer ${personToken(TOKEN, 'grace')}` },
    );
    expect(written).toMatchObject({
      status: 201,
      body: { user: { login: 'grace' } },
    });
    const shown = await page(number);
    expect(shown).toContain('<strong>grace</strong>');
    expect(shown).toContain('<strong>Good</strong> &lt;script&gt;');
    expect(shown).not.toMatch(/<script>|href="javascript:/);
    const told = () =>
      receiver.received.find(({ event }) => event === 'issue_comment');
    await until('the comment was told', () => told() !== undefined);
    expect(told()?.payload).toMatchObject({
      action: 'created',
      issue: { number },
      comment: { body: expect.stringContaining('Good') },
    });
    const empty = await api(forge, 'POST', `/issues/${number}/comments`, {
      body: ' ',
    });
    expect(empty.status).toBe(422);
    expect(
      (await api(forge, 'POST', '/issues/999/comments', { body: 'x' })).status,
    ).toBe(404);
  });

  it('takes a comment from the page’s form, with a name that it remembers', async () => {
    const { number } = await open('form');
    const url = `${forge.url}/illm/lab/pull/${number}`;
    const html = await page(number);
    const form = html.split(`/pull/${number}/comment"`)[1];
    const field = (name: string) =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? '';
    const send = async (values: Record<string, string>) =>
      fetch(`${url}/comment`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          Origin: forge.url,
          Accept: 'text/html',
          Cookie: await letIn(),
        },
        body: new URLSearchParams({
          token: field('token'),
          sha: field('sha'),
          ...values,
        }),
      });
    const answer = await send({ author: 'Ada L.', body: 'From the *form*' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^forge-name=Ada%20L\.;.*HttpOnly; SameSite=Strict/,
    );
    expect(await page(number)).toContain('From the <em>form</em>');
    const nobody = await send({ author: '', body: 'kept <draft>' });
    expect(nobody.status).toBe(422);
    expect(await nobody.text()).toContain('kept &lt;draft&gt;</textarea>');
    expect((await send({ token: 'x', author: 'a', body: 'b' })).status).toBe(
      403,
    );
  });

  it('colours both forms of a diff, by side', async () => {
    const { number } = await open('colours');
    const unified = await page(number);
    expect(unified).toContain('<table class="diff unified">');
    expect(unified).toContain('<span class="hljs-attr">b:</span>');
    const split = await page(number, '?diff=split');
    expect(split).toContain('<table class="diff split">');
    expect(split).toMatch(
      /<td class="n none"><\/td><td class="sign none"><\/td><td class="none"><\/td><td class="n" id="file-1-L1">1<\/td><td class="sign add">\+<\/td>/,
    );
  });
});
