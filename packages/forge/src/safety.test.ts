import { sessionHeader } from '@illm-lab/plugin-auth-local-node';
import { request } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { optionsFromEnv } from './config';
import { RunningForge, startForge } from './startForge';
import {
  api,
  commitFiles,
  Fixture,
  gitIn,
  letIn,
  PORTAL,
  pushUrl,
  SECRET,
  SIGN_IN_SECRET,
  TOKEN,
} from './testing/fixture';

describe('what must not work', () => {
  const fixture = new Fixture();
  let forge: RunningForge;
  let checkout: string;
  let main: string;
  let page: string;

  beforeAll(async () => {
    forge = await fixture.start();
    checkout = await fixture.clone(forge);
    main = await commitFiles(checkout, { 'a.txt': 'a\n' }, 'Start');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    await gitIn(checkout, 'checkout', '-q', '-b', 'change');
    await commitFiles(checkout, { 'b.txt': 'b\n' }, 'Change');
    await gitIn(checkout, 'push', '-q', 'origin', 'change');
    await api(forge, 'POST', '/pulls', {
      title: 'T',
      head: 'change',
      base: 'main',
    });
    page = `${forge.url}/illm/lab/pull/1`;
  });
  afterAll(() => fixture.cleanUp());

  // whatever was tried, the pull request is open and main where it was
  afterEach(async () => {
    const pull = await api(forge, 'GET', '/pulls/1');
    const ref = await api(forge, 'GET', '/git/ref/heads/main');
    const after = [pull.body.state, ref.body.object.sha];
    if (after.join() !== ['open', main].join()) {
      throw new Error(`it worked all the same: ${after}`);
    }
  });

  /** A request with exactly these headers; fetch would not send a Host of ours. */
  function raw(
    method: string,
    path: string,
    headers: Record<string, string>,
    body = '',
  ): Promise<{ status: number; text: string }> {
    const { port } = new URL(forge.url);
    return new Promise((resolve, reject) => {
      const req = request(
        { host: '127.0.0.1', port, method, path, headers, setHost: false },
        async res => {
          let text = '';
          for await (const chunk of res) text += chunk;
          resolve({ status: res.statusCode ?? 0, text });
        },
      );
      req.on('error', reject);
      req.end(body);
    });
  }

  async function form(button: string): Promise<string> {
    const headers = { Cookie: await letIn() };
    const text = await (await fetch(page, { headers })).text();
    const [, fields] = new RegExp(
      `action="[^"]*/pull/1/${button}"([\\s\\S]*?)</form>`,
    ).exec(text) as RegExpExecArray;
    const value = (name: string) =>
      new RegExp(`name="${name}"\\s+value="([^"]+)"`).exec(fields)?.[1] ?? '';
    return new URLSearchParams({
      token: value('token'),
      sha: value('sha'),
    }).toString();
  }

  /** Presses a button in a browser that was let in, other headers aside. */
  const press = async (
    button: string,
    body: string,
    headers: Record<string, string>,
  ) =>
    raw(
      'POST',
      `/illm/lab/pull/1/${button}`,
      {
        Host: new URL(forge.url).host,
        Cookie: await letIn(),
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': String(body.length),
        ...headers,
      },
      body,
    );

  it.each([
    'evil.example',
    'localhost',
    'localhost:1',
    'evil.example:PORT',
    'localhost.evil.example:PORT',
  ])('a foreign Host (%s), not even for reading', async name => {
    const Host = name.replace('PORT', new URL(forge.url).port);
    for (const path of [
      '/',
      '/healthz',
      '/illm/lab/pull/1',
      '/api/v3/repos/illm/lab',
    ]) {
      expect((await raw('GET', path, { Host })).status).toBe(421);
    }
    const body = await form('merge');
    const Origin = `http://${Host}`;
    expect((await press('merge', body, { Host, Origin })).status).toBe(421);
    const Authorization = `Bearer ${TOKEN}`;
    const merge = await raw('PUT', '/api/v3/repos/illm/lab/pulls/1/merge', {
      Host,
      Authorization,
    });
    expect(merge.status).toBe(421);
  });

  it.each(['merge', 'close'])(
    'the %s button pressed by another page',
    async button => {
      const body = await form(button);
      const foreign = ['http://evil.example', 'http://localhost:7007', 'null'];
      for (const Origin of foreign) {
        expect((await press(button, body, { Origin })).status).toBe(403);
      }
      const crossSite = { 'Sec-Fetch-Site': 'cross-site' };
      expect((await press(button, body, crossSite)).status).toBe(403);
      const sameSite = { Origin: forge.url, 'Sec-Fetch-Site': 'same-site' };
      expect((await press(button, body, sameSite)).status).toBe(403);
      expect((await press(button, body, {})).status).toBe(403);
    },
  );

  it('a button in a browser that was not let in, whatever it knows', async () => {
    const Origin = forge.url;
    const body = await form('merge');
    const cookies = [
      '',
      await sessionHeader('the-secret-of-another-hub', PORTAL),
      await sessionHeader(SIGN_IN_SECRET, 'http://localhost:7107'),
    ];
    for (const Cookie of cookies) {
      const answer = await press('merge', body, { Origin, Cookie });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('./lab open');
    }
  });

  it('a button without its own token', async () => {
    const Origin = forge.url;
    const good = new URLSearchParams(await form('merge'));
    const sha = good.get('sha') ?? '';
    const other = new URLSearchParams(await form('close')).get('token') ?? '';
    for (const token of ['', 'x', other, TOKEN]) {
      const body = new URLSearchParams({ token, sha }).toString();
      expect((await press('merge', body, { Origin })).status).toBe(403);
    }
    const forOther = new URLSearchParams({
      token: good.get('token') ?? '',
      sha: main,
    });
    expect((await press('merge', forOther.toString(), { Origin })).status).toBe(
      403,
    );
    expect((await press('merge', '', { Origin })).status).toBe(403);
    expect(
      (await press('merge', `${good}${'x'.repeat(5000)}`, { Origin })).status,
    ).toBe(413);
  });

  it('a write through the API without the token, or with a wrong one', async () => {
    const calls: [string, string, unknown][] = [
      ['PUT', '/pulls/1/merge', {}],
      ['PATCH', '/pulls/1', { state: 'closed' }],
      ['POST', '/pulls', { title: 'x', head: 'change', base: 'main' }],
      ['PATCH', '/git/refs/heads/main', { sha: main, force: true }],
      ['POST', '/git/refs', { ref: 'refs/heads/new', sha: main }],
      ['POST', '/git/blobs', { content: 'x' }],
    ];
    for (const [method, path, body] of calls) {
      expect((await api(forge, method, path, body, {})).status).toBe(401);
      for (const Authorization of [
        'token wrong',
        'Bearer',
        `Digest ${TOKEN}`,
        'Basic eDp4',
      ]) {
        const answer = await api(forge, method, path, body, { Authorization });
        expect(answer.status).toBe(401);
      }
    }
    const announce = await fetch(`${forge.url}/-/announce`, { method: 'POST' });
    expect(announce.status).toBe(401);
    const anonymous = await api(forge, 'GET', '', undefined, {});
    expect(anonymous.body.permissions).toBeUndefined();
  });

  it('a write from a foreign page even with the token', async () => {
    const headers = {
      Host: new URL(forge.url).host,
      Authorization: `Bearer ${TOKEN}`,
    };
    const path = '/api/v3/repos/illm/lab/pulls/1/merge';
    const Origin = 'http://evil.example';
    expect((await raw('PUT', path, { ...headers, Origin })).status).toBe(403);
    expect((await raw('OPTIONS', path, { ...headers, Origin })).status).toBe(
      403,
    );
  });

  it('a push without the token, or with a wrong one', async () => {
    const plain = `${forge.url}/illm/lab.git`;
    const wrong = pushUrl(forge, 'not-the-token');
    for (const url of [plain, wrong]) {
      await expect(gitIn(checkout, 'push', url, 'change:main')).rejects.toThrow(
        /could not read Username|Authentication failed/,
      );
    }
    for (const path of [
      '/illm/lab.git/git-receive-pack',
      '/illm/lab/git-receive-pack',
    ]) {
      const answer = await fetch(forge.url + path, {
        method: 'POST',
        body: '0000',
      });
      expect(answer.status).toBe(401);
    }
  });

  it("a push into the forge's own refs", async () => {
    await expect(
      gitIn(checkout, 'push', '-q', 'origin', '+main:refs/pull/1/head'),
    ).rejects.toThrow(/hidden ref/);
  });

  it.each([
    '/illm/lab.git/info/refs?service=git-upload-archive',
    '/illm/lab.git/info/refs?service=--upload-pack',
    '/illm/lab.git/info/refs',
    '/illm/lab.git/HEAD',
    '/illm/lab.git/config',
    '/illm/lab.git/objects/info/packs',
    '/illm/lab.git/../pulls.json/info/refs?service=git-upload-pack',
    '/illm/%2e%2e%2f%2e%2e/info/refs?service=git-upload-pack',
    '/other/lab.git/info/refs?service=git-upload-pack',
  ])('git at %s', async path => {
    const answer = await raw('GET', path, { Host: new URL(forge.url).host });
    expect([400, 403, 404]).toContain(answer.status);
  });

  it.each([
    '/contents/../../pulls.json',
    '/contents/%2e%2e/%2e%2e/pulls.json',
    '/contents/a.txt?ref=--output=x',
    '/contents/a.txt?ref=main^{/x}',
    '/contents/a.txt?ref=main..change',
    '/contents/a.txt?ref=refs/heads/../../config',
    '/commits/--all',
    '/commits?sha=--output=/tmp/x',
    '/commits?sha=main&path=../x',
    '/tarball/--remote=x',
    '/git/trees/--help',
    '/git/blobs/HEAD:a.txt',
  ])('GET %s', async path => {
    const { status } = await raw('GET', `/api/v3/repos/illm/lab${path}`, {
      Host: new URL(forge.url).host,
    });
    expect([404, 422]).toContain(status);
  });

  it.each([
    '../evil',
    '/etc/passwd',
    '.git/config',
    'a/../../x',
    'a//b',
    '',
    'x/.GIT/y',
  ])('a tree with the path %j', async path => {
    const { status, body } = await api(forge, 'POST', '/git/trees', {
      tree: [{ path, mode: '100644', content: 'x' }],
    });
    expect(status).toBe(422);
    expect(body.message).toMatch(/path|Invalid/i);
  });

  it.each([
    'refs/heads/-x',
    'refs/heads/a..b',
    'refs/pull/1/head',
    'refs/heads/',
    '--x',
    7,
  ])('a branch named %j', async ref => {
    const { status } = await api(forge, 'POST', '/git/refs', {
      ref,
      sha: main,
    });
    expect(status).toBe(422);
  });

  it('a commit whose author is an option or has line feeds in it', async () => {
    const tree = (await api(forge, 'GET', '/commits/main')).body.commit.tree
      .sha;
    const { status, body } = await api(forge, 'POST', '/git/commits', {
      tree,
      parents: [main],
      message: 'x',
      author: { name: '--help\nparent x', email: 'a@b\n>' },
    });
    expect(status).toBe(201);
    expect(body.author).toMatchObject({
      name: '--helpparent x',
      email: 'a@b',
    });
    expect(body.parents.map((parent: { sha: string }) => parent.sha)).toEqual([
      main,
    ]);
  });

  it('a body that is too large or no JSON', async () => {
    const large = await api(forge, 'POST', '/git/blobs', {
      content: 'x'.repeat(17e6),
    });
    expect(large.status).toBe(413);
    const broken = await fetch(`${forge.url}/api/v3/repos/illm/lab/git/blobs`, {
      method: 'POST',
      headers: {
        Authorization: `token ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });

  it('markup and scripts in what people write', async () => {
    const evil = '"><script>alert(1)</script>';
    await api(forge, 'PATCH', '/pulls/1', {
      title: evil,
      body: `${evil}\n[x](javascript:alert(1))\n![i](http://evil.example/i.png)\n**bold**`,
    });
    const answer = await fetch(page);
    const text = await answer.text();
    expect(text).not.toMatch(
      // its own script aside, which is no text of anybody's
      /<script(?! src="\/-\/live\.js" defer>)|href="javascript|<img/i,
    );
    expect(text).toContain('<strong>bold</strong>');
    expect(answer.headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
    expect(answer.headers.get('content-security-policy')).toContain(
      "frame-ancestors 'none'",
    );
    await api(forge, 'PATCH', '/pulls/1', { title: 'T', body: null });
  });

  it('a route that nothing serves: named in the answer', async () => {
    for (const path of [
      '/api/v3/repos/illm/lab/releases',
      '/api/v3/gists',
      '/a/b/c/d',
    ]) {
      const answer = await fetch(forge.url + path);
      expect(answer.status).toBe(404);
      expect(((await answer.json()) as { message: string }).message).toContain(
        path === '/a/b/c/d' ? 'a/b' : path,
      );
    }
    const { body, status } = await api(forge, 'GET', '/../other');
    expect(status).toBe(404);
    expect(body.message).toContain('illm/other');
  });

  it('starting with bad options', async () => {
    const good = {
      dir: fixture.folder(),
      port: 0,
      owner: 'illm',
      repo: 'lab',
      token: TOKEN,
      webhookSecret: SECRET,
      webhooks: [],
      portalUrl: PORTAL,
      signInSecret: SIGN_IN_SECRET,
    };
    const bad: [object, RegExp][] = [
      [{ host: '0.0.0.0' }, /host.*loopback/],
      [{ token: 'short' }, /token.*16/],
      [{ webhookSecret: '' }, /webhookSecret/],
      [{ signInSecret: 'short' }, /signInSecret.*16/],
      [{ portalUrl: '' }, /portalUrl/],
      [{ port: NaN }, /port/],
      [{ owner: '../x' }, /owner/],
      [{ repo: 'lab.git' }, /repo/],
      [{ branch: '--x' }, /branch/],
      [{ webhooks: ['ftp://x'] }, /webhooks.*ftp/],
      [{ webhooks: ['http://x/#release'] }, /release/],
      [{ portalUrl: 'file:///etc/passwd' }, /portalUrl/],
    ];
    for (const [option, message] of bad) {
      await expect(startForge({ ...good, ...option })).rejects.toThrow(message);
    }
    await expect(
      startForge({ ...good, port: Number(new URL(forge.url).port) }),
    ).rejects.toThrow(/EADDRINUSE/);
    expect(() => optionsFromEnv({})).toThrow('FORGE_DIR is not set');
    expect(existsSync(join(good.dir, 'repository.git'))).toBe(false);
  });
});
