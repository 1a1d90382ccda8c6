import { mkdir } from 'node:fs/promises';
import { onlyInForge } from './onlyInForge';
import { syncHead } from './syncHead';
import { commitFiles, Fixture, gitIn, pushUrl } from './testing/fixture';

describe('onlyInForge', () => {
  const fixture = new Fixture();
  afterAll(() => fixture.cleanUp());

  it('counts what the checkout has in no branch, of each branch of the forge', async () => {
    const checkout = fixture.folder();
    await mkdir(checkout);
    await gitIn(checkout, 'init', '-q', '-b', 'work');
    await commitFiles(checkout, { 'a.txt': 'a\n' }, 'Start');
    const dir = fixture.folder();
    expect(await onlyInForge({ checkout, dir })).toEqual([]);
    await syncHead({ checkout, dir });
    expect(await onlyInForge({ checkout, dir })).toEqual([]);

    const forge = await fixture.start({ dir });
    const other = await fixture.clone(forge);
    await gitIn(other, 'reset', '-q', '--hard', 'origin/main');
    await commitFiles(other, { 'b.txt': '1\n' }, 'A merge');
    await gitIn(other, 'push', '-q', pushUrl(forge), 'HEAD:main');
    await commitFiles(other, { 'b.txt': '2\n' }, 'More');
    await gitIn(other, 'push', '-q', pushUrl(forge), 'HEAD:topic');
    // The checkout going on by itself changes nothing of it.
    await commitFiles(checkout, { 'c.txt': 'c\n' }, 'Here');
    expect(await onlyInForge({ checkout, dir })).toEqual([
      { name: 'main', commits: 1 },
      { name: 'topic', commits: 2 },
    ]);

    // In another branch than the one that is checked out it is safe too.
    await gitIn(checkout, 'fetch', '-q', pushUrl(forge), 'main:from-forge');
    expect(await onlyInForge({ checkout, dir })).toEqual([
      { name: 'topic', commits: 1 },
    ]);
  });
});
