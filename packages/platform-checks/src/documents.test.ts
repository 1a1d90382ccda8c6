import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { REPO_ROOT } from './root';

const DOCS = path.join(REPO_ROOT, 'docs');
/** Documents that explain the tree by its files. */
const DOCUMENTS = [
  'gitops-patterns.md',
  'roadmap.md',
  ...['containers', 'lifecycle', 'networking', 'secrets'].map(
    name => `explanation/${name}.md`,
  ),
  ...readdirSync(path.join(DOCS, 'how-to/runbooks')).map(
    name => `how-to/runbooks/${name}`,
  ),
];
/** Where a path in a document may begin. */
const ROOTS = ['', 'platform/hub', 'packages/platform-checks', 'docs'];
const PATH =
  /^(apps|bootstrap|docs|e2e|experiments|manifests|packages|platform|src|templates|values)\/[\w./*-]+$/;

const there = (name: string) =>
  ROOTS.some(root => {
    const at = path.join(REPO_ROOT, root, name);
    return name.includes('*') ? globSync(at).length > 0 : existsSync(at);
  });

/** What a text says is in the repository, and is not. */
const gone = (text: string) =>
  [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code]) => code)
    .filter(code => PATH.test(code) && !there(code));

describe('documents of the platform', () => {
  it.each(DOCUMENTS)('%s names files that are there', name => {
    expect(gone(readFileSync(path.join(DOCS, name), 'utf8'))).toEqual([]);
  });

  it('must fail: a file that is not there', () => {
    expect(gone('as in `apps/services/openbao.yaml`')).toEqual([]);
    expect(gone('as in `apps/services/vault.yaml`')).toEqual([
      'apps/services/vault.yaml',
    ]);
    expect(gone('each of `experiments/*/*/orgacd`')).toEqual([
      'experiments/*/*/orgacd',
    ]);
  });
});
