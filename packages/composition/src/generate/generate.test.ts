import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MANAGED } from '../plan/managed';
import { read } from '../testing/fixtures';
import { files } from './files';
import { DEFINITIONS, ROOT } from './places';

describe('what is made from the table of kinds', () => {
  it.each(
    Object.entries(files()).map(([file, text]) => [
      path.basename(file),
      file,
      text,
    ]),
  )('%s is as it would be made now', (_name, file, text) => {
    // Not so? "yarn workspace @illm-lab/composition generate"
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('has no definition of a kind that is not used any more', () => {
    const made = Object.keys(files()).map(file => path.basename(file));
    expect(
      readdirSync(DEFINITIONS).filter(name => !made.includes(name)),
    ).toEqual([]);
  });

  it.each([
    ['Crossplane', 'packages/local-hub/manifests/crossplane.yaml'],
    ['the portal', 'platform/hub/manifests/portal/access.yaml'],
  ])('has its groups in the rights of %s, %s', (_who, file) => {
    const groups = read(path.join(ROOT, file))
      .flatMap(({ rules = [] }) => rules as { apiGroups: string[] }[])
      .flatMap(({ apiGroups }) => apiGroups)
      .filter(group => group.endsWith('.upbound.io'));
    const used = Object.values(MANAGED).map(({ group }) => group);
    expect(groups).toEqual([...new Set(used)].sort());
  });
});
