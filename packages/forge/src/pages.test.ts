import { RunningForge } from './startForge';
import { api, commitFiles, Fixture, gitIn, letIn } from './testing/fixture';

describe('pages', () => {
  const fixture = new Fixture();
  let forge: RunningForge;
  let checkout: string;

  beforeAll(async () => {
    forge = await fixture.start();
    checkout = await fixture.clone(forge);
    await commitFiles(
      checkout,
      { 'a.txt': 'one\ntwo\nthree\n', 'old.txt': 'same\ncontent\nhere\n' },
      'Start',
    );
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
  });
  afterAll(() => fixture.cleanUp());

  async function pull(branch: string, files: Record<string, string>) {
    await gitIn(checkout, 'fetch', '-q', 'origin');
    await gitIn(checkout, 'checkout', '-q', '-B', branch, 'origin/main');
    await commitFiles(checkout, files, `Change ${branch}`);
    await gitIn(checkout, 'push', '-q', '-f', 'origin', branch);
    const { body } = await api(forge, 'POST', '/pulls', {
      title: `Do ${branch}`,
      body: 'Asked for by **Ada**',
      head: branch,
      base: 'main',
    });
    return `${forge.url}/illm/lab/pull/${body.number}`;
  }

  const pathOf = (url: string) => new URL(url).pathname;

  async function show(url: string) {
    const answer = await fetch(url, {
      headers: { Accept: 'text/html', Cookie: await letIn() },
    });
    const text = (await answer.text()).replace(/\s+/g, ' ');
    return { status: answer.status, text };
  }

  /** Presses a button as a browser does: with the form's fields and its own origin. */
  async function press(url: string, button: string, markup?: string) {
    const page = markup ?? (await show(url)).text;
    const form = page
      .split(`action="${pathOf(url)}/${button}"`)[1]
      .split('</form>')[0];
    const value = (name: string) =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? '';
    const answer = await fetch(`${url}/${button}`, {
      method: 'POST',
      headers: {
        Origin: forge.url,
        Accept: 'text/html',
        Cookie: await letIn(),
      },
      body: new URLSearchParams({ token: value('token'), sha: value('sha') }),
    });
    const text = (await answer.text()).replace(/\s+/g, ' ');
    return { status: answer.status, url: answer.url, text };
  }

  it('shows a pull request and its diff, merges it, and leads back to the portal', async () => {
    const url = await pull('change', {
      'a.txt': 'one\n2\nthree\n',
      'new <b>.yaml': 'x: "<i>"\n',
      'bin.dat': 'a\0b',
    });
    const { text } = await show(url);
    expect(text).toContain('Do change');
    expect(text).toContain('Opened by <strong>Ada Lovelace</strong>');
    expect(text).toContain('Asked for by <strong>Ada</strong>');
    expect(text).toMatch(/class="badge open">.*Open<\/span>/);
    expect(text).toContain('3 changed files');
    expect(text).toContain(
      '<tr class="del"><td class="n">2</td><td class="n"></td><td class="sign">−</td><td>two</td></tr>',
    );
    expect(text).toContain(
      '<tr class="add"><td class="n"></td><td class="n" id="file-1-L2">2</td><td class="sign">+</td><td>2</td></tr>',
    );
    expect(text).toContain('&quot;&lt;i&gt;&quot;</span>');
    expect(text).toContain('Binary file');

    const merged = await press(url, 'merge');
    expect(merged).toMatchObject({ status: 200, url });
    const { body } = await api(forge, 'GET', '/commits/main');
    expect(merged.text).toMatch(/class="badge merged">.*Merged<\/span>/);
    expect(merged.text).toContain(`/illm/lab/commit/${body.sha}`);
    const number = url.split('/').pop();
    expect(merged.text).toContain(
      `href="http://localhost:7007/pull-requests/${number}">Back to the portal`,
    );
    expect(merged.text).not.toMatch(/action="[^"]*\/(merge|close|reopen)"/);

    const commit = await show(`${forge.url}/illm/lab/commit/${body.sha}`);
    expect(commit.text).toContain('new &lt;b&gt;.yaml');
    expect(commit.text).toContain(
      'href="http://localhost:7007">Back to the portal',
    );
    const first = await show(
      `${forge.url}/illm/lab/commit/${body.parents[0].sha}`,
    );
    expect(first.text).toContain('2 changed files');
  });

  it('can be read, and nothing pressed, in a browser that was not let in', async () => {
    const url = await pull('outside', { 'o.txt': 'o\n' });
    for (const address of [url, `${url}/live`]) {
      const answer = await fetch(address, { headers: { Accept: 'text/html' } });
      const text = (await answer.text()).replace(/\s+/g, ' ');
      expect(answer.status).toBe(200);
      expect(text).toContain('<code>./lab open</code>');
      expect(text).not.toMatch(/<form|name="token"/);
    }
  });

  it('closes and reopens', async () => {
    const url = await pull('maybe', { 'm.txt': 'm\n' });
    const closed = await press(url, 'close');
    expect(closed.text).toMatch(/class="badge closed">.*Closed<\/span>/);
    expect(closed.text).toContain('Closed without merging');
    const open = await press(url, 'reopen', closed.text);
    expect(open.text).toMatch(/class="badge open">/);
    const list = await show(`${forge.url}/illm/lab/pulls`);
    expect(list.text).toContain(`<a href="${pathOf(url)}">Do maybe</a>`);
  });

  it('says a conflict with its files, before the button and after it', async () => {
    const left = await pull('left', { 'a.txt': 'left\n' });
    const right = await pull('right', { 'a.txt': 'right\n' });
    const before = (await show(right)).text;
    await press(left, 'merge');
    const late = await press(right, 'merge', before);
    expect(late.status).toBe(409);
    expect(late.text).toContain(
      'role="alert"><p>Merge conflict with main in a.txt',
    );
    const after = await show(right);
    expect(after.text).toContain('<li><code>a.txt</code></li>');
    expect(after.text).not.toContain(`action="${pathOf(right)}/merge"`);
    expect(after.text).toContain(`action="${pathOf(right)}/close"`);
  });

  it('does not merge what changed after the page was opened', async () => {
    const url = await pull('moving', { 'mv.txt': '1\n' });
    const seen = (await show(url)).text;
    await commitFiles(checkout, { 'mv.txt': '2\n' }, 'Sneaked in');
    await gitIn(checkout, 'push', '-q', 'origin', 'moving');
    const late = await press(url, 'merge', seen);
    expect(late.status).toBe(409);
    expect(late.text).toContain(
      'The branch has changed since you opened this page',
    );
    expect(late.text).toContain('Sneaked in');
    expect((await press(url, 'merge')).status).toBe(200);
  });

  it('shows files and folders of a branch with slashes in its name, and files as they are', async () => {
    await gitIn(checkout, 'push', '-q', 'origin', 'origin/main:refs/heads/x/y');
    const at = `${forge.url}/illm/lab`;
    expect((await show(`${at}/blob/x/y/old.txt`)).text).toContain(
      'same content here',
    );
    expect((await show(`${at}/tree/x/y`)).text).toContain(
      `href="${pathOf(at)}/blob/x/y/old.txt"`,
    );
    const raw = await fetch(`${at}/raw/main/new%20%3Cb%3E.yaml`);
    expect(await raw.text()).toBe('x: "<i>"\n');
    expect(raw.headers.get('content-type')).toBe('application/octet-stream');
    // Where Backstage's pencil leads.
    expect((await show(`${at}/edit/x/y/old.txt`)).text).toContain('old.txt');
    const none = await show(`${at}/blob/main/none.txt`);
    expect(none.status).toBe(404);
    expect(none.text).toContain('there is no main/none.txt');
  });
});
