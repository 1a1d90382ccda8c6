import {
  checkExperimentInput,
  DEFAULT_LOAD,
  ExperimentRequest,
  formatIssue,
  renderExperiment,
} from '@illm-lab/plugin-hub-common';
import { REPO_ROOT } from './root';
import { checkTree } from './rules';
import { PlatformTree } from './tree';

const tree = PlatformTree.read(REPO_ROOT);

const request: ExperimentRequest = {
  name: 'from-the-wizard',
  description: 'Says “latest”: app:latest, tag: latest # and a comment',
  owner: 'group:default/web',
  project: 'shop',
  environment: 'dev',
  costCenter: 'group:default/cc-200',
  topology: 'hub',
  workload: { kind: 'lab' },
  load: DEFAULT_LOAD,
  thresholds: [],
};
const image = {
  kind: 'image',
  image: 'ghcr.io/acme/shop:1.4.2',
  port: 80,
  env: [{ name: 'A', value: 'image: x' }],
};
const git = {
  kind: 'git',
  repository: 'https://github.com/acme/shop.git',
  revision: 'main',
  path: '.',
  service: 'shop',
  port: 80,
};

/** What the checks of the tree say about an experiment that the wizard takes. */
function findings(change: Partial<ExperimentRequest>) {
  const checked = checkExperimentInput({ ...request, ...change });
  if ('issues' in checked) {
    throw new Error(checked.issues.map(formatIssue).join(' '));
  }
  const files = renderExperiment(checked.input, 'local')
    .filter(({ path }) => path.endsWith('.yaml'))
    .map(({ path, content }): [string, string] => [path, content]);
  expect(files.length).toBeGreaterThan(2);
  return checkTree(tree.with(files)).filter(({ file }) =>
    files.some(([path]) => path === file),
  );
}

it.each<[string, Partial<ExperimentRequest>]>([
  ['the lab’s server', {}],
  ['an image', { workload: image }],
  ['a Git folder', { workload: git }],
  [
    'a chart',
    {
      workload: {
        ...git,
        path: undefined,
        chart: 'shop',
        revision: '1.2.3',
        values: 'image: { tag: 1.2.3 }',
      },
    },
  ],
  ['a URL', { workload: { kind: 'url', url: 'https://shop.example.org' } }],
])('an experiment on %s obeys the rules of the tree', (_what, change) => {
  expect(findings(change)).toEqual([]);
  expect(findings({ ...change, topology: 'clusters' })).toEqual([]);
});

it.each<[string, object]>([
  [
    'an image’s variable',
    { ...image, env: [{ name: 'A', value: 'x:latest' }] },
  ],
  ['an image’s argument', { ...image, args: ['x:latest'] }],
  ['a folder', { ...git, path: 'a:latest' }],
  ['a chart’s values', { ...git, helm: true, values: 'tag: latest' }],
])('the wizard refuses what they would refuse in %s', (_what, workload) => {
  expect(() => findings({ workload })).toThrow(/latest/);
});
