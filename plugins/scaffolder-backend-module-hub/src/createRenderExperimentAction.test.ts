import fs from 'node:fs/promises';
import path from 'node:path';
import { UserEntity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  CLUSTER_ROLES,
  DEFAULT_LOAD,
  ExperimentRequest,
  experimentPaths,
  parseExperimentWorkflow,
  validateRunParameters,
} from '@illm-lab/plugin-hub-common';
import { parseAllDocuments } from 'yaml';
import { createRenderExperimentAction } from './createRenderExperimentAction';
import { OpenPull } from './pulls/Forge';

const ROOT = 'http://localhost:7008/illm/lab/blob/main';
const CHECKOUT = path.resolve(__dirname, '../../..');

const group = (name: string, type: string, parent?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type, children: [] },
  relations: parent
    ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
    : [],
});
const catalog = catalogServiceMock({
  entities: [
    group('web', 'team', 'cc-200'),
    group('orphans', 'team'),
    group('cc-200', 'cost-center'),
    group('cc-100', 'cost-center'),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'illm-lab', namespace: 'default' },
    },
  ],
});
/** A repository in which only the experiment `taken` is merged. */
const urlReader = mockServices.urlReader.mock({
  readUrl: async url => {
    expect(url).toBe(`${ROOT}/platform/hub/values/target-hosts.yaml`);
    return {
      buffer: async () => Buffer.from('allowed: [shop.example.org]'),
    };
  },
  search: async url => ({
    etag: 'c0ffee',
    files:
      url === `${ROOT}/experiments/taken/**`
        ? [
            {
              url: `${ROOT}/experiments/taken/catalog-info.yaml`,
              content: async () => Buffer.from(''),
            },
          ]
        : [],
  }),
});

/** Pull requests that are open, by their branch. */
const openPulls: Record<string, OpenPull> = {
  'experiment/hers': {
    number: 7,
    url: 'http://localhost:7008/illm/lab/pull/7',
    authors: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
  },
  'experiment/mine': {
    number: 8,
    url: 'http://localhost:7008/illm/lab/pull/8',
    authors: [{ name: 'Grace Hopper', email: 'grace@example.org' }],
  },
};
const forge = {
  openPull: async (branch: string) => openPulls[branch],
  hasBranch: async (branch: string) =>
    branch in openPulls || branch === 'experiment/left-behind',
};
const grace: UserEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'grace' },
  spec: {
    profile: { displayName: 'Grace Hopper', email: 'grace@example.org' },
  },
};

/** What http-baseline would have been ordered as. */
const baseline: ExperimentRequest = {
  topology: 'clusters',
  name: 'http-baseline',
  description:
    'How fast a plain HTTP server answers under a ramp of virtual users.',
  owner: 'group:default/web',
  project: 'baseline',
  environment: 'dev',
  costCenter: 'group:default/cc-200',
  workload: { kind: 'lab' },
  load: {
    ...DEFAULT_LOAD,
    scenarios: [{ ...DEFAULT_LOAD.scenarios[0], duration: '8s' }],
  },
  thresholds: [
    { metric: 'http_req_duration', expression: 'p(95)<200' },
    { metric: 'http_req_failed', expression: 'rate<0.01' },
    { metric: 'http_req_duration', expression: 'avg<100' },
  ],
};

type Container = {
  image: string;
  command: string[];
  env: { name: string }[];
  volumeMounts: unknown;
};

/** The baseline's load with something else in its scenario. */
const scenario = (change: object): Partial<ExperimentRequest> => ({
  load: {
    ...DEFAULT_LOAD,
    scenarios: [{ ...DEFAULT_LOAD.scenarios[0], ...change }],
  },
});

/** A workflow without what differs by its inputs. */
const outline = (document: {
  spec: {
    entrypoint: string;
    volumes: unknown;
    templates: { name: string; outputs?: object; container?: Container }[];
  };
}) => ({
  entrypoint: document.spec.entrypoint,
  volumes: document.spec.volumes,
  main: document.spec.templates[0],
  steps: document.spec.templates.map(({ name, outputs, container }) => ({
    name,
    outputs,
    image: container?.image,
    command: container?.command,
    clusterEnv: container?.env.filter(env =>
      /^LAB_(?!POD_SPEC)/.test(env.name),
    ),
    volumeMounts: container?.volumeMounts,
  })),
});

describe('hub:render-experiment', () => {
  const workspace = createMockDirectory();
  const action = createRenderExperimentAction({
    catalog,
    urlReader,
    forge,
    config: new ConfigReader({
      hub: {
        environment: 'local',
        repository: 'http://localhost:7008/illm/lab/',
        branch: 'main',
      },
    }),
  });

  beforeEach(() => workspace.clear());

  const outputsOf = async (change: Partial<ExperimentRequest> = {}) => {
    const output = jest.fn<void, [string, unknown]>();
    await action.handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      user: { ref: 'user:default/grace', entity: grace },
      input: { ...baseline, ...change } as Parameters<
        typeof action.handler
      >[0]['input'],
      output,
    });
    return Object.fromEntries(output.mock.calls);
  };
  const render = async (change: Partial<ExperimentRequest> = {}) =>
    (await outputsOf(change)).files as string[];
  it.each([
    ['fresh', false],
    ['mine', true],
    ['left-behind', true],
  ])('plans the pull request of the name %s', async (name, update) => {
    expect(await outputsOf({ name })).toMatchObject({
      branch: `experiment/${name}`,
      update,
      authorName: 'Grace Hopper',
      authorEmail: 'grace@example.org',
    });
  });

  const written = (file: string) =>
    fs.readFile(path.join(workspace.path, file), 'utf8');
  const parse = (text: string) =>
    parseAllDocuments(text).map(document => document.toJS());

  it.each([
    ['http-baseline', baseline],
    [
      'http-quick',
      {
        ...baseline,
        name: 'http-quick',
        description:
          'The load of http-baseline, in a namespace of the hub instead of on clusters of its own.',
        topology: 'hub' as const,
      },
    ],
  ])('renders a folder of the same shape as %s', async (name, input) => {
    const files = await render(input);
    const { folder, catalogInfo, cluster, argocd, workflow } =
      experimentPaths(name);
    const present = await fs.readdir(path.join(CHECKOUT, folder), {
      recursive: true,
      withFileTypes: true,
    });
    expect([...files].sort()).toEqual(
      present
        .filter(entry => entry.isFile())
        .map(entry =>
          path.relative(CHECKOUT, path.join(entry.parentPath, entry.name)),
        )
        .sort(),
    );

    const same = [
      ...CLUSTER_ROLES.map(cluster).filter(file => files.includes(file)),
      `${argocd('target')}/deployment.yaml`,
      `${argocd('target')}/service.yaml`,
      `${argocd('target')}/kustomization.yaml`,
    ];
    for (const file of same) {
      const theirs = await fs.readFile(path.join(CHECKOUT, file), 'utf8');
      expect(parse(await written(file))).toEqual(parse(theirs));
      expect((await written(file)).split('\n')[0]).toBe(theirs.split('\n')[0]);
    }

    const [component, ...resources] = parse(await written(catalogInfo));
    const [theirComponent, ...theirResources] = parse(
      await fs.readFile(path.join(CHECKOUT, catalogInfo), 'utf8'),
    );
    // A title and tags are what people may add later.
    delete theirComponent.metadata.title;
    delete theirComponent.metadata.tags;
    expect(component).toEqual(theirComponent);
    expect(resources).toEqual(theirResources);

    const [ours] = parse(await written(workflow));
    const [theirs] = parse(
      await fs.readFile(path.join(CHECKOUT, workflow), 'utf8'),
    );
    expect(outline(ours)).toEqual(outline(theirs));
  });

  it('gives the run its inputs, with the thresholds as data', async () => {
    await render();
    const parsed = parseExperimentWorkflow(
      await written('experiments/http-baseline/workflow/experiment.yaml'),
    );
    if ('issues' in parsed) {
      throw new Error(JSON.stringify(parsed.issues));
    }
    const inputs = Object.fromEntries(
      parsed.inputs.map(input => [input.name, input.default]),
    );
    expect(inputs).toMatchObject({ vus: '5', duration: '8s' });
    expect(JSON.parse(inputs.thresholds ?? '')).toEqual({
      http_req_duration: ['p(95)<200', 'avg<100'],
      http_req_failed: ['rate<0.01'],
    });
    expect(validateRunParameters(parsed.inputs, { vus: '9' })).toEqual([]);
  });

  it('keeps what looks like YAML or Markdown as text', async () => {
    const description = 'a: "b" # c\n- [x](javascript:alert(1)) {{y}} ${{ z }}';
    await render({ description });
    const [component] = parse(
      await written('experiments/http-baseline/catalog-info.yaml'),
    );
    expect(component.metadata.description).toBe(description);
    expect(await written('experiments/http-baseline/README.md')).not.toContain(
      '[x](',
    );
  });

  it('puts load on a host that the repository allows', async () => {
    const url = 'https://shop.example.org';
    await render({ workload: { kind: 'url', url } });
    const parsed = parseExperimentWorkflow(
      await written('experiments/http-baseline/workflow/experiment.yaml'),
    );
    expect(parsed).toHaveProperty('inputs', [
      expect.objectContaining({ name: 'target-url', default: url }),
      ...['vus', 'duration', 'thresholds'].map(name =>
        expect.objectContaining({ name }),
      ),
    ]);
  });

  it('writes an own k6 folder byte by byte, wherever its files are', async () => {
    const png = Buffer.from([0x89, 0x50, 0xff, 0, 13, 10]);
    const files = await render({
      load: {
        kind: 'folder',
        script: 'src/my load.js',
        files: [
          {
            path: 'src/my load.js',
            content: 'export default () => {};\r\n',
            encoding: 'utf8',
          },
          {
            path: 'data/logo.png',
            content: png.toString('base64'),
            encoding: 'base64',
          },
        ],
      },
    });
    const folder = 'experiments/http-baseline/workflow/k6';
    expect(files.filter(file => file.startsWith(folder))).toEqual([
      `${folder}/src/my load.js`,
      `${folder}/data/logo.png`,
    ]);
    expect(
      await fs.readFile(path.join(workspace.path, `${folder}/data/logo.png`)),
    ).toEqual(png);
    expect(await written(`${folder}/src/my load.js`)).toContain('\r\n');
  });

  it('renders the same bytes for the same input', async () => {
    const read = async (files: string[]) => Promise.all(files.map(written));
    const first = await read(await render());
    workspace.clear();
    expect(await read(await render())).toEqual(first);
  });

  it.each<[string, Partial<ExperimentRequest>, RegExp]>([
    ['a name in capitals', { name: 'HTTP' }, /^name: .*small letters/],
    ['a name that leaves the folder', { name: '../x' }, /^name: /],
    [
      'the name of another person’s open pull request',
      { name: 'hers' },
      /^name: Pull request #7 of Ada Lovelace .*\/pull\/7.*Choose another/,
    ],
    ['a merged name', { name: 'taken' }, /^name: .*taken.*Choose another/],
    ['a name of the catalog', { name: 'illm-lab' }, /^name: .*catalog/],
    ['no description', { description: ' ' }, /^description: /],
    ['a bad label', { project: 'two words' }, /^project: /],
    ['an empty label', { environment: '' }, /^environment: /],
    ['an unknown team', { owner: 'group:default/nobody' }, /^owner: .*nobody/],
    ['a person as owner', { owner: 'user:default/ada' }, /^owner: /],
    ['a cost center as owner', { owner: 'group:default/cc-200' }, /^owner: /],
    ['no owner', { owner: '' }, /^owner: /],
    ['an unknown cost center', { costCenter: 'cc-9' }, /^costCenter: .*cc-9/],
    ['a team as cost center', { costCenter: 'web' }, /^costCenter: /],
    [
      'a cost center of others',
      { costCenter: 'group:default/cc-100' },
      /^costCenter: .*does not pay for team web.*cc-200/,
    ],
    [
      'a team without a cost center',
      { owner: 'group:default/orphans' },
      /^costCenter: .*parent/,
    ],
    ['no users', scenario({ peak: 0 }), /^load\.scenarios\[0\]\.peak: /],
    [
      'a bare number as time',
      scenario({ duration: '10' }),
      /^load\.scenarios\[0\]\.duration: .*30s/,
    ],
    ['a load of no kind', { load: {} }, /^load\.kind: /],
    ['a workload of no kind', { workload: {} }, /^workload\.kind: /],
    [
      'a host that load may not be put on',
      { workload: { kind: 'url', url: 'https://example.com' } },
      /^workload\.url: .*example\.com.*target-hosts\.yaml.*shop\.example\.org/,
    ],
    [
      'a threshold k6 rejects',
      {
        thresholds: [
          { metric: 'checks', expression: 'rate>0.9' },
          { metric: 'http_req_duration', expression: 'p95 < 200' },
        ],
      },
      /^thresholds\[1\]\.expression: /,
    ],
    [
      'a metric k6 lacks',
      { thresholds: [{ metric: 'latency', expression: 'avg<1' }] },
      /^thresholds\[0\]\.metric: .*latency/,
    ],
  ])('refuses %s and writes nothing', async (_what, change, message) => {
    const error = await render(change).then(
      () => undefined,
      reason => reason,
    );
    expect(error?.name).toBe('InputError');
    expect(error.message).toMatch(message);
    expect(await fs.readdir(workspace.path)).toEqual([]);
  });

  it('says so when the repository can’t be read, and writes nothing', async () => {
    urlReader.search.mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
    await expect(render()).rejects.toThrow(
      /can't be read.*ECONNREFUSED.*Try again/,
    );
    expect(await fs.readdir(workspace.path)).toEqual([]);
  });

  it('names every wrong field at once', async () => {
    await expect(
      render({
        name: 'X',
        ...scenario({ duration: 'long' }),
        costCenter: 'cc-9',
      }),
    ).rejects.toThrow(/name: [^]*duration: [^]*costCenter: /);
  });
});
