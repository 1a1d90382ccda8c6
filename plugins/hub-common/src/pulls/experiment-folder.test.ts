import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkExperimentFolder } from './experiment-folder';

// eslint-disable-next-line no-restricted-syntax
const ROOT = path.resolve(__dirname, '../../../..');

/** The texts of a folder of this very checkout, by path from its root. */
function folder(name: string): Record<string, string> {
  const at = path.join('experiments', name);
  return Object.fromEntries(
    readdirSync(path.join(ROOT, at), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry =>
        path.relative(ROOT, path.join(entry.parentPath, entry.name)),
      )
      .map(file => [file, readFileSync(path.join(ROOT, file), 'utf8')]),
  );
}
const NAME = 'http-quick';
const AT = `experiments/${NAME}`;

describe('an experiment’s folder', () => {
  it.each(readdirSync(path.join(ROOT, 'experiments')))('%s is whole', name => {
    expect(checkExperimentFolder(name, folder(name))).toEqual([]);
  });

  it.each<[string, string, (text: string) => string | undefined, object]>([
    [
      'no entity',
      'catalog-info.yaml',
      () => undefined,
      { message: 'The file is missing.' },
    ],
    [
      'an entity of another name',
      'catalog-info.yaml',
      text => text.replace(`name: ${NAME}`, 'name: other'),
      {
        path: 'metadata.name',
        remedy: `Write ${NAME}.`,
        line: expect.any(Number),
      },
    ],
    [
      'an entity without an owner',
      'catalog-info.yaml',
      text => text.replace(/^ *owner:.*\n/m, ''),
      { path: 'spec.owner', line: expect.any(Number) },
    ],
    [
      'a cluster without a cost center',
      'target/cluster.yaml',
      text => text.replace(/cost-center:.*/, 'cost-centre: cc-1'),
      { path: 'metadata.labels.cost-center', line: expect.any(Number) },
    ],
    [
      'a cluster in another’s folder',
      'target/cluster.yaml',
      text => text.replace('role: target', 'role: loadgen'),
      { path: 'spec.role', remedy: 'Write target, or move the folder.' },
    ],
    [
      'no workflow',
      'workflow/experiment.yaml',
      () => undefined,
      { message: 'The file is missing.' },
    ],
    [
      'a workflow that starts at nothing',
      'workflow/experiment.yaml',
      text => text.replace(/entrypoint: .*/, 'entrypoint: nowhere'),
      { path: 'spec.entrypoint', line: expect.any(Number) },
    ],
    [
      'YAML that is none',
      'catalog-info.yaml',
      text => `${text}\n: [`,
      { remedy: 'Correct the YAML.', line: expect.any(Number) },
    ],
  ])(
    'says of %s the file, the place and the remedy',
    (_what, name, change, wanted) => {
      const files: Record<string, string | undefined> = folder(NAME);
      const file = `${AT}/${name}`;
      files[file] = change(files[file]!);
      const found = checkExperimentFolder(
        NAME,
        files as Record<string, string>,
      );
      expect(found).toContainEqual(
        expect.objectContaining({ file, ...wanted }),
      );
      for (const issue of found) expect(issue.remedy).not.toBe('');
    },
  );

  it('names the line of the field itself', () => {
    const files = folder(NAME);
    const file = `${AT}/target/cluster.yaml`;
    files[file] = files[file].replace('role: target', 'role: loadgen');
    const line =
      files[file].split('\n').findIndex(text => text.includes('loadgen')) + 1;
    expect(checkExperimentFolder(NAME, files)).toMatchObject([{ line }]);
  });
});
