import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncHead } from './syncHead';
import {
  api,
  commitFiles,
  Fixture,
  gitIn,
  pushUrl,
  TOKEN,
} from './testing/fixture';
import { Receiver, until } from './testing/receiver';

describe('syncHead', () => {
  const fixture = new Fixture();
  afterAll(() => fixture.cleanUp());

  async function newCheckout(): Promise<string> {
    const checkout = fixture.folder();
    await mkdir(checkout);
    await gitIn(checkout, 'init', '-q', '-b', 'work');
    await commitFiles(checkout, { 'a.txt': 'a\n' }, 'Start');
    return checkout;
  }

  async function tips(dir: string, checkout: string) {
    const git = `--git-dir=${join(dir, 'repository.git')}`;
    return {
      forge: await gitIn(dir, git, 'for-each-ref'),
      checkout: await gitIn(checkout, 'for-each-ref'),
      objects: await gitIn(checkout, 'count-objects', '-v'),
    };
  }

  it('makes the branch, moves it forward, and says when there is nothing to do', async () => {
    const checkout = await newCheckout();
    const dir = fixture.folder();
    const first = await gitIn(checkout, 'rev-parse', 'HEAD');
    expect(await syncHead({ checkout, dir })).toMatchObject({
      kind: 'updated',
      from: '0'.repeat(40),
      to: first,
    });
    expect(await syncHead({ checkout, dir })).toMatchObject({
      kind: 'current',
      sha: first,
    });
    const second = await commitFiles(checkout, { 'a.txt': 'b\n' }, 'Second');
    await gitIn(checkout, 'checkout', '-q', '--detach');
    expect(await syncHead({ checkout, dir })).toMatchObject({
      kind: 'updated',
      from: first,
      to: second,
    });
    await gitIn(checkout, 'checkout', '-q', first);
    const ahead = await syncHead({
      checkout,
      dir,
      cloneUrl: 'http://localhost:1/illm/lab.git',
    });
    expect(ahead).toMatchObject({ kind: 'forge-ahead', sha: second });
    expect(ahead.message).toContain('1 commit ahead');
    expect(ahead.message).toContain(
      'git pull http://localhost:1/illm/lab.git main',
    );
  });

  it('changes nothing when both have gone on, and says how they differ', async () => {
    const checkout = await newCheckout();
    const dir = fixture.folder();
    await syncHead({ checkout, dir });
    const forge = await fixture.start({ dir });
    const other = await fixture.clone(forge);
    await gitIn(other, 'reset', '-q', '--hard', 'origin/main');
    await commitFiles(other, { 'b.txt': 'b\n' }, 'In the forge');
    await gitIn(other, 'push', '-q', pushUrl(forge), 'HEAD:main');
    await commitFiles(checkout, { 'c.txt': '1\n' }, 'Here');
    await commitFiles(checkout, { 'c.txt': '2\n' }, 'Here too');

    const before = await tips(dir, checkout);
    const result = await syncHead({
      checkout,
      dir,
      cloneUrl: `${forge.url}/illm/lab.git`,
    });
    expect(result).toMatchObject({ kind: 'diverged', ahead: 2, behind: 1 });
    expect(result.message).toContain(
      '2 commits only in the checkout, 1 commit only in the forge',
    );
    expect(await tips(dir, checkout)).toEqual(before);

    const [, command] = /(git pull .*)/.exec(result.message) as RegExpExecArray;
    await gitIn(checkout, ...command.split(' ').slice(1));
    expect(await syncHead({ checkout, dir })).toMatchObject({
      kind: 'updated',
    });
  });

  it('sends the push event at once when the forge runs, else when it starts', async () => {
    const receiver = await Receiver.start();
    const checkout = await newCheckout();
    const dir = fixture.folder();
    await syncHead({ checkout, dir });
    const forge = await fixture.start({ dir, webhooks: [receiver.url] });
    await until('the first push is told', () => receiver.received.length === 1);
    const sha = await commitFiles(checkout, { 'a.txt': 'b\n' }, 'Second');
    await syncHead({ checkout, dir, forge: { url: forge.url, token: TOKEN } });
    await until(
      'the second push is told',
      () => receiver.received.length === 2,
    );
    expect(receiver.received[1].payload).toMatchObject({
      ref: 'refs/heads/main',
      after: sha,
    });
    await commitFiles(checkout, { 'a.txt': 'c\n' }, 'Third');
    await expect(
      syncHead({ checkout, dir, forge: { url: forge.url, token: 'wrong' } }),
    ).rejects.toThrow(/401.*token/);
    await receiver.stop();
  });

  it('takes a shallow checkout', async () => {
    const full = await newCheckout();
    await commitFiles(full, { 'a.txt': 'b\n' }, 'Second');
    const checkout = fixture.folder();
    await gitIn(full, 'clone', '-q', '--depth=1', `file://${full}`, checkout);
    const dir = fixture.folder();
    expect(await syncHead({ checkout, dir })).toMatchObject({
      kind: 'updated',
    });
    await commitFiles(checkout, { 'a.txt': 'c\n' }, 'Third');
    expect(await syncHead({ checkout, dir })).toMatchObject({
      kind: 'updated',
    });
    const forge = await fixture.start({ dir });
    expect((await api(forge, 'GET', '/commits')).body).toHaveLength(2);
    const clone = await fixture.clone(forge);
    expect(await gitIn(clone, 'log', '-1', '--format=%s', 'origin/main')).toBe(
      'Third',
    );
  });

  it('says what is wrong with a folder that is no checkout', async () => {
    const empty = fixture.folder();
    await mkdir(empty);
    const dir = fixture.folder();
    await expect(syncHead({ checkout: empty, dir })).rejects.toThrow(
      /has no commit.*not a git repository/s,
    );
    await expect(readdir(dir)).rejects.toThrow('ENOENT');
  });
});
