import { claimPaths } from './claims';
import { experimentPaths } from './constants';
import { repositoryPath } from './repository-path';

describe('a path in the repository', () => {
  it.each([
    'claims/team-web/database-orders.yaml',
    'experiments/http-baseline/workflow/k6/lib/a b.js',
    '.github/x',
    'a/...',
  ])('is %s', path => {
    expect(repositoryPath(path)).toBe(path);
  });

  it.each([
    '',
    '/etc/passwd',
    '../secrets.yaml',
    'claims/../../x',
    'claims/./x',
    'claims//x',
    'claims/x/',
    'claims\\..\\x',
    'claims/x?ref=other',
    'claims/x#y',
    'claims/%2e%2e/x',
    'claims/a\nb',
    'claims/a\u0000b',
  ])('is not %j', path => {
    expect(() => repositoryPath(path)).toThrow(/is no path of a file/);
  });

  it('is refused whoever puts it together of names that were sent', () => {
    const name = 'x/../../../platform';
    for (const path of [
      claimPaths(name).namespaceFile,
      claimPaths('web').claim('Database', name),
      experimentPaths(name).workflow,
    ]) {
      expect(() => repositoryPath(path)).toThrow('is no path');
    }
  });
});
