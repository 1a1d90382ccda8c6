import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { REPO_ROOT } from '../root';
import { Manifest, PlatformTree, overlays, sourcesOf } from '../tree';
import { buildApps, tool } from './tools';

const REPOSITORY = 'https://git.example.org/fork/lab.git';
const BRANCH = 'next';
const ANNOTATIONS = {
  'illm.lab/repository': REPOSITORY,
  'illm.lab/branch': BRANCH,
};
const tree = PlatformTree.read(REPO_ROOT);

const objects = (text: string) =>
  parseAllDocuments(text).map(document => document.toJS() as Manifest);

const extended = [
  ...new Set(
    [...tree.files.keys()]
      .filter(file => file.startsWith('platform/hub/apps/extended/'))
      .map(file => file.split('/')[4]),
  ),
];

describe('overlays, built by kustomize', () => {
  it.each([
    ...overlays(tree).map(name => `overlays/${name}`),
    'stacks/metrics',
  ])('%s has the hub’s repository wherever it is wanted', async folder => {
    const text = await buildApps(folder, ANNOTATIONS);
    expect(text).not.toContain('set-by-the-overlay');
    const applications = objects(text).filter(
      ({ kind }) => kind === 'Application',
    );
    expect(applications).not.toEqual([]);
    for (const application of applications) {
      expect(sourcesOf(application)).toContainEqual(
        expect.objectContaining({
          repoURL: REPOSITORY,
          targetRevision: BRANCH,
        }),
      );
    }
  });

  it.each(extended)('one line switches %s on', async name => {
    const file = 'platform/hub/apps/overlays/talos/kustomization.yaml';
    const line = `  # - ../../extended/${name}`;
    const text = readFileSync(path.join(REPO_ROOT, file), 'utf8');
    expect(text.split('\n')).toContain(line);
    const built = await buildApps('overlays/talos', ANNOTATIONS, {
      'overlays/talos/kustomization.yaml': text.replace(
        line,
        line.replace('# ', ''),
      ),
    });
    expect(built).not.toContain('set-by-the-overlay');
    expect(objects(built).map(({ metadata }) => metadata?.name)).toContain(
      name,
    );
  });

  it('differ by what they must', async () => {
    const [kind, talos] = await Promise.all(
      ['overlays/kind', 'overlays/talos'].map(async folder =>
        objects(await buildApps(folder, ANNOTATIONS)),
      ),
    );
    const named = (all: Manifest[], name: string) =>
      JSON.stringify(all.find(({ metadata }) => metadata?.name === name));
    const names = (all: Manifest[]) => all.map(one => one.metadata?.name);
    const only = (all: Manifest[], other: Manifest[]) =>
      names(all).filter(name => !names(other).includes(name));
    expect(only(kind, talos)).toEqual([]);
    expect(only(talos, kind).sort()).toEqual([
      'cloudflare-tunnel',
      'local-path',
    ]);
    expect(named(kind, 'metallb')).toContain('pool-kind.yaml');
    expect(named(talos, 'metallb')).toContain('pool-talos.yaml');
    expect(named(kind, 'openbao')).toContain('"environment":"dev"');
    expect(named(talos, 'openbao')).toContain('"environment":"prod"');
  });
});

/**
 * Runs argo lint on objects, each in its own file. It skips without a word what
 * it can't read strictly, such as a file with merge keys, and fails only when
 * nothing is left: so the objects are written plainly, and linted one by one.
 */
async function lint(manifests: Manifest[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lint-'));
  try {
    for (const manifest of manifests) {
      const file = path.join(
        folder,
        `${manifest.metadata?.name ?? 'run'}.yaml`,
      );
      writeFileSync(
        file,
        stringify(manifest, { aliasDuplicateObjects: false }),
      );
      await tool('argo', ['lint', '--offline', '--no-color', file]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('workflows, by argo lint --offline', () => {
  const workflows = [...tree.files.keys()]
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => tree.documents(file))
    .filter(({ kind }) =>
      /^(Workflow|WorkflowTemplate|CronWorkflow)$/.test(kind ?? ''),
    );

  it('passes all of them', async () => {
    const kinds = new Set(workflows.map(({ kind }) => kind));
    expect(kinds.size).toBe(3);
    await lint(workflows);
  });

  it('must fail: a step that calls a template that is not there', async () => {
    const template = workflows.find(one => one.kind === 'WorkflowTemplate')!;
    const broken = JSON.parse(
      JSON.stringify(template).replace('"template":"', '"template":"no-'),
    );
    await expect(lint([broken])).rejects.toThrow(/'no-\S+' undefined/);
  });
});
