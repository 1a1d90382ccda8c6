import { RunningForge } from './startForge';
import { api, commitFiles, Fixture, gitIn, pushUrl } from './testing/fixture';

describe('pull requests through REST and git', () => {
  const fixture = new Fixture();
  let forge: RunningForge;
  let checkout: string;
  let dir: string;

  beforeAll(async () => {
    dir = fixture.folder();
    forge = await fixture.start({ dir });
    checkout = await fixture.clone(forge);
    await commitFiles(
      checkout,
      { 'README.md': 'one\n', 'a.txt': 'a\n' },
      'Start',
    );
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
  });
  afterAll(() => fixture.cleanUp());

  async function branch(name: string, files: Record<string, string>) {
    await gitIn(checkout, 'checkout', '-q', '-B', name, 'origin/main');
    const sha = await commitFiles(checkout, files, `Change ${name}`);
    await gitIn(checkout, 'push', '-q', '-f', 'origin', name);
    return sha;
  }

  it('opens, lists, shows, merges with git and survives a restart', async () => {
    const sha = await branch('experiment/one', {
      'experiments/one/a.yaml': 'kind: A\n',
      'README.md': 'two\n',
    });
    const made = await api(forge, 'POST', '/pulls', {
      title: 'Add one',
      body: 'Hello',
      head: 'illm:experiment/one',
      base: 'main',
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      number: 1,
      html_url: `${forge.url}/illm/lab/pull/1`,
      state: 'open',
      mergeable: true,
      merged: false,
      user: { login: 'Ada-Lovelace', name: 'Ada Lovelace' },
      head: { ref: 'experiment/one', sha },
      base: { ref: 'main', repo: { full_name: 'illm/lab' } },
    });

    const again = await api(forge, 'POST', '/pulls', {
      title: 'Again',
      head: 'experiment/one',
      base: 'main',
    });
    expect(again.status).toBe(422);
    expect(again.body.errors[0].message).toContain('already exists');

    const list = await api(forge, 'GET', '/pulls?head=illm:experiment/one');
    expect(list.body.map((pull: { number: number }) => pull.number)).toEqual([
      1,
    ]);
    const none = await api(forge, 'GET', '/pulls?state=closed');
    expect(none.body).toEqual([]);

    const files = await api(forge, 'GET', '/pulls/1/files');
    expect(files.body).toMatchObject([
      { filename: 'README.md', status: 'modified', additions: 1, deletions: 1 },
      { filename: 'experiments/one/a.yaml', status: 'added', additions: 1 },
    ]);
    expect(files.body[1].sha).toMatch(/^[0-9a-f]{40}$/);
    expect(files.body[0].patch).toBe('@@ -1 +1 @@\n-one\n+two\n');

    const stale = await api(forge, 'PUT', '/pulls/1/merge', {
      sha: '0'.repeat(40),
    });
    expect(stale.status).toBe(409);
    expect((await api(forge, 'GET', '/pulls/1/merge')).status).toBe(404);

    const merged = await api(forge, 'PUT', '/pulls/1/merge', { sha });
    expect(merged).toMatchObject({ status: 200, body: { merged: true } });
    expect((await api(forge, 'GET', '/pulls/1/merge')).status).toBe(204);
    await gitIn(checkout, 'fetch', '-q', 'origin');
    expect(await gitIn(checkout, 'rev-parse', 'origin/main')).toBe(
      merged.body.sha,
    );
    expect(await gitIn(checkout, 'show', 'origin/main:README.md')).toBe('two');
    const parents = await gitIn(
      checkout,
      'log',
      '-1',
      '--format=%P',
      'origin/main',
    );
    expect(parents.split(' ')).toHaveLength(2);

    await forge.close();
    forge = await fixture.start({ dir });
    await gitIn(checkout, 'remote', 'set-url', 'origin', pushUrl(forge));
    const after = await api(forge, 'GET', '/pulls/1');
    expect(after.body).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: merged.body.sha,
    });
    expect((await api(forge, 'GET', '/pulls/1/files')).body).toHaveLength(2);
    expect((await api(forge, 'PUT', '/pulls/1/merge')).status).toBe(405);
  });

  it('says which files conflict, loses nothing, and merges after an update', async () => {
    await branch('left', { 'a.txt': 'left\n' });
    await branch('right', { 'a.txt': 'right\n', 'b.txt': 'b\n' });
    const left = await api(forge, 'POST', '/pulls', {
      title: 'L',
      head: 'left',
      base: 'main',
    });
    const right = await api(forge, 'POST', '/pulls', {
      title: 'R',
      head: 'right',
      base: 'main',
    });
    await api(forge, 'PUT', `/pulls/${left.body.number}/merge`);

    const before = await api(forge, 'GET', '/git/ref/heads/main');
    const conflict = await api(
      forge,
      'PUT',
      `/pulls/${right.body.number}/merge`,
    );
    expect(conflict.status).toBe(409);
    expect(conflict.body.message).toContain(
      'Merge conflict with main in a.txt',
    );
    const after = await api(forge, 'GET', '/git/ref/heads/main');
    expect(after.body.object.sha).toBe(before.body.object.sha);
    const shown = await api(forge, 'GET', `/pulls/${right.body.number}`);
    expect(shown.body).toMatchObject({
      state: 'open',
      mergeable: false,
      mergeable_state: 'dirty',
    });

    await gitIn(checkout, 'fetch', '-q', 'origin');
    const sha = await branch('right', { 'a.txt': 'right\n', 'b.txt': 'b\n' });
    const updated = await api(forge, 'GET', `/pulls/${right.body.number}`);
    expect(updated.body).toMatchObject({ mergeable: true, head: { sha } });
    const merged = await api(forge, 'PUT', `/pulls/${right.body.number}/merge`);
    expect(merged.status).toBe(200);
  });

  it('closes and reopens, and closes by itself when the branch goes', async () => {
    await gitIn(checkout, 'fetch', '-q', 'origin');
    await branch('short', { 'short.txt': 'x\n' });
    const { body } = await api(forge, 'POST', '/pulls', {
      title: 'S',
      head: 'short',
      base: 'main',
    });
    const state = async (wanted: string) =>
      api(forge, 'PATCH', `/pulls/${body.number}`, { state: wanted });
    expect((await state('closed')).body.state).toBe('closed');
    expect(
      (await api(forge, 'PUT', `/pulls/${body.number}/merge`)).status,
    ).toBe(405);
    expect((await state('open')).body.state).toBe('open');
    expect((await state('later')).status).toBe(422);
    await gitIn(checkout, 'push', '-q', 'origin', ':short');
    const gone = await api(forge, 'GET', `/pulls/${body.number}`);
    expect(gone.body).toMatchObject({ state: 'closed', merged: false });
    expect((await state('open')).status).toBe(422);
    // its commits are kept all the same
    expect(
      (await api(forge, 'GET', `/pulls/${body.number}/files`)).body,
    ).toHaveLength(1);
  });

  it('sees a merge that someone made with git', async () => {
    await gitIn(checkout, 'fetch', '-q', 'origin');
    await branch('by-hand', { 'hand.txt': 'x\n' });
    const { body } = await api(forge, 'POST', '/pulls', {
      title: 'H',
      head: 'by-hand',
      base: 'main',
    });
    await gitIn(checkout, 'checkout', '-q', '-B', 'main', 'origin/main');
    await gitIn(checkout, 'merge', '-q', '--no-ff', '-m', 'By hand', 'by-hand');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    const tip = await gitIn(checkout, 'rev-parse', 'HEAD');
    const pull = await api(forge, 'GET', `/pulls/${body.number}`);
    expect(pull.body).toMatchObject({ merged: true, merge_commit_sha: tip });
    expect(
      (await api(forge, 'GET', `/pulls/${body.number}/files`)).body,
    ).toHaveLength(1);
  });

  it.each([
    [{ head: 'x', base: 'main' }, 'title'],
    [{ title: 'x'.repeat(257), head: 'x', base: 'main' }, 'title'],
    [{ title: 'x', head: '--upload-pack=touch /tmp/x', base: 'main' }, 'head'],
    [{ title: 'x', head: 'nowhere', base: 'main' }, 'head'],
    [{ title: 'x', head: 'someone:main', base: 'main' }, 'head'],
    [{ title: 'x', head: 'main', base: '-main' }, 'base'],
  ])('refuses %j and names the field', async (given, field) => {
    const { status, body } = await api(forge, 'POST', '/pulls', given);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ resource: 'PullRequest', field }]);
  });
});
