import { TARGET_HOSTS_FILE } from '@illm-lab/plugin-hub-common';
import { Kube } from '../kube';
import { demoExperiment } from '../testing/experiment';
import { FakeApi } from '../testing/fakeApi';
import { makeRepository } from '../testing/repository';
import { experiment } from './experiment';
import { StepInput } from './input';
import { sync } from './sync';

// Each step fetches from a repository by git, which a busy machine makes slow.
jest.setTimeout(60_000);

const RUN = 'demo-abcde';
const CHILD = `/apis/argoproj.io/v1alpha1/namespaces/${RUN}/workflows/${RUN}`;
const SCRIPTS = `/api/v1/namespaces/${RUN}/configmaps/k6-scripts`;
const APPLICATION = `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${RUN}-target`;

const application = (source: object) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'demo-target' },
    spec: { project: 'default', source, destination: { name: 'elsewhere' } },
  });
const source = {
  repoURL: 'https://git.example.org/shop.git',
  targetRevision: 'main',
  path: 'deploy',
};
const workflow = (parameter: object) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name: 'demo' },
    spec: {
      entrypoint: 'main',
      arguments: { parameters: [parameter] },
      templates: [
        { name: 'main', container: { image: 'k6', command: ['k6'] } },
      ],
      volumes: [
        { name: 'scripts', configMap: { name: 'k6-scripts' } },
        { name: 'other', configMap: { name: 'other' } },
      ],
    },
  });

let api: FakeApi;
let kube: Kube;
let repository: ReturnType<typeof makeRepository> | undefined;
let progress: string[];

beforeEach(async () => {
  api = new FakeApi();
  kube = await api.start();
  progress = [];
});
afterEach(async () => {
  await api.stop();
  repository?.remove();
});

/** Runs a step on the demo experiment with these files changed. */
async function run(
  step: typeof sync,
  files: Record<string, string | Buffer | undefined>,
  parameters: StepInput['parameters'] = {},
) {
  const all = Object.entries({ ...demoExperiment(), ...files }).filter(
    (entry): entry is [string, string | Buffer] => entry[1] !== undefined,
  );
  repository = makeRepository(Object.fromEntries(all));
  await step(
    {
      run: RUN,
      experiment: 'demo',
      commit: repository.commit,
      repository: repository.url,
      parameters,
      keep: false,
    },
    {
      kube,
      signal: new AbortController().signal,
      progress: line => progress.push(line),
      output: () => {},
    },
  );
}

describe('what Argo CD deploys from elsewhere', () => {
  const own = {
    'experiments/demo/target/argocd/kustomization.yaml': undefined,
  };
  const file = 'experiments/demo/target/application.yaml';

  it('comes from its source, into the run’s namespace, and says which commit', async () => {
    api.onWrite = object => {
      object.status = {
        sync: { status: 'Synced', revision: 'c0ffee', comparedTo: { source } },
        health: { status: 'Healthy' },
      };
    };
    await run(sync, { ...own, [file]: application(source) });
    expect(api.at(APPLICATION)?.spec).toMatchObject({
      project: 'demo-abcde',
      source,
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: RUN,
      },
    });
    expect(progress.at(-1)).toMatch(/at c0ffee$/);
  });

  it('is not ready while Argo CD has compared another source', async () => {
    const before = { ...source, targetRevision: 'old' };
    api.onWrite = object => {
      object.status = {
        sync: {
          status: 'Synced',
          revision: 'c0ffee',
          comparedTo: { source: before },
        },
        health: { status: 'Healthy' },
      };
    };
    await expect(
      run((input, tools) => sync(input, tools, { timeoutMs: 300 }), {
        ...own,
        [file]: application(source),
      }),
    ).rejects.toThrow(/Waited .* synced and healthy/);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    [
      'beside own manifests',
      { [file]: application(source) },
      /both there.*Remove one/,
    ],
    [
      'from a local path',
      { ...own, [file]: application({ ...source, repoURL: 'file:///etc' }) },
      /application\.yaml: spec\.source\.repoURL.*no address/,
    ],
    [
      'of neither a path nor a chart',
      { ...own, [file]: application({ ...source, path: undefined }) },
      /either a path or a chart/,
    ],
  ])('is refused %s', async (_what, files, message) => {
    await expect(run(sync, files)).rejects.toThrow(message);
    expect(api.at(APPLICATION)).toBeUndefined();
  });
});

describe('a run’s experiment', () => {
  const done = () => {
    api.onWrite = (object, path) => {
      if (path === CHILD) object.status = { phase: 'Succeeded', nodes: {} };
    };
  };

  it('gets every file of its k6 folder, under its own path', async () => {
    done();
    const photo = Buffer.from([0x89, 0x50, 0xff, 0, 0xfe]);
    const k6 = 'experiments/demo/workflow/k6';
    await run(experiment, {
      'experiments/demo/workflow/experiment.yaml': workflow({
        name: 'vus',
        value: '1',
      }),
      [`${k6}/lib/my data.csv`]: 'a;b\r\n',
      [`${k6}/photo.png`]: photo,
    });
    const { data, binaryData } = api.at(SCRIPTS) as unknown as Record<
      string,
      Record<string, string>
    >;
    const volumes = (api.at(CHILD)?.spec as { volumes: any[] }).volumes;
    const items: { key: string; path: string }[] = volumes[0].configMap.items;
    const contentAt = (path: string) => {
      const { key } = items.find(one => one.path === path)!;
      return key in data
        ? Buffer.from(data[key])
        : Buffer.from(binaryData[key], 'base64');
    };
    expect(items.map(({ path }) => path).sort()).toEqual([
      'lib/my data.csv',
      'load.js',
      'photo.png',
    ]);
    expect(contentAt('lib/my data.csv').toString()).toBe('a;b\r\n');
    expect(contentAt('photo.png')).toEqual(photo);
    // What is not the k6 folder stays as its author has it.
    expect(volumes[1]).toEqual({ name: 'other', configMap: { name: 'other' } });
  });

  it('case 11: has its data, modules and TypeScript where the script looks', async () => {
    done();
    const k6 = 'experiments/demo/workflow/k6';
    await run(experiment, {
      'experiments/demo/workflow/experiment.yaml': workflow({
        name: 'vus',
        value: '1',
      }),
      [`${k6}/people.json`]: '[{"name":"ada"}]',
      [`${k6}/lib/header.js`]: 'export const header = name => ({ name });',
      [`${k6}/soak.ts`]: 'export default function (): void {}',
      [`${k6}/certs/ca.pem`]: 'PEM',
      [`${k6}/hello.proto`]: 'syntax = "proto3";',
    });
    const { volumes } = api.at(CHILD)?.spec as { volumes: any[] };
    expect(
      volumes[0].configMap.items.map(({ path }: { path: string }) => path),
    ).toEqual(
      expect.arrayContaining([
        'people.json',
        'lib/header.js',
        'soak.ts',
        'certs/ca.pem',
        'hello.proto',
        'load.js',
      ]),
    );
  });

  it('is refused when a script spells one submetric in two ways', async () => {
    await expect(
      run(experiment, {
        'experiments/demo/workflow/k6/limits.ts': `export const thresholds = {
          'http_req_duration{status:200,name:home}': ['p(95)<200'],
          'http_req_duration{name:home, status:200}': ['p(99)<300'],
        };`,
      }),
    ).rejects.toThrow(
      /experiments\/demo\/workflow\/k6\/limits\.ts: .* are the same to k6.*Put all their thresholds under one/s,
    );
    expect(api.at(CHILD)).toBeUndefined();
  });

  it('is refused when it has more files than a ConfigMap can name', async () => {
    const long = `${'a'.repeat(240)}/${'b'.repeat(240)}`;
    const files = Array.from({ length: 600 }, (_, n) => [
      `experiments/demo/workflow/k6/${long}/${n}.csv`,
      '1',
    ]);
    await expect(run(experiment, Object.fromEntries(files))).rejects.toThrow(
      /has 601 files, whose paths together are too long/,
    );
  });

  it('brings its WorkflowTemplates along, and leaves to the run what is the run’s (cases 10 and 22)', async () => {
    done();
    const template = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'WorkflowTemplate',
      metadata: { name: 'toolbox', namespace: 'elsewhere' },
      spec: {
        entrypoint: 'run',
        suspend: true,
        ttlStrategy: { secondsAfterCompletion: 1 },
        serviceAccountName: 'argo',
        arguments: { parameters: [{ name: 'vus', value: 2 }, { name: 'at' }] },
        templates: [
          {
            name: 'run',
            serviceAccountName: 'argo',
            container: { image: 'k6', command: ['k6'] },
          },
        ],
        volumes: [{ name: 'scripts', configMap: { name: 'k6-scripts' } }],
      },
    };
    const files = (metadata: object) => ({
      'experiments/demo/workflow/experiment.yaml': JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { generateName: 'demo-' },
        spec: {
          suspend: true,
          workflowTemplateRef: { name: 'toolbox' },
          arguments: { parameters: [{ name: 'vus', value: '4' }] },
        },
      }),
      'experiments/demo/workflow/toolbox.yaml': JSON.stringify({
        ...template,
        metadata,
      }),
    });
    // Each run has a namespace of its own.
    await expect(run(experiment, files(template.metadata))).rejects.toThrow(
      /toolbox\.yaml: metadata\.namespace/,
    );
    repository?.remove();
    await run(experiment, files({ name: 'toolbox' }), { at: '$$ {{x}}\n' });
    const base = CHILD.replace(/workflows.*/, '');
    expect(api.at(`${base}workflowtemplates/toolbox`)).toMatchObject({
      metadata: { labels: { 'illm.lab/run': RUN } },
    });
    const brought = api.at(`${base}workflowtemplates/toolbox`)!.spec as object;
    expect(Object.keys(brought).sort()).toEqual(
      ['arguments', 'entrypoint', 'templates', 'volumes'].sort(),
    );
    expect(brought).not.toHaveProperty('templates.0.serviceAccountName');
    expect(brought).toHaveProperty('volumes.0.configMap.items', [
      { key: 'load.js', path: 'load.js' },
    ]);
    const child = api.at(CHILD)!.spec;
    expect(child).not.toHaveProperty('suspend');
    expect(child).toHaveProperty('workflowTemplateRef', { name: 'toolbox' });
    expect(child).toHaveProperty('arguments.parameters', [
      { name: 'vus', value: '4' },
      { name: 'at', value: '$$ {{x}}\n' },
    ]);
  });

  it('keeps a variable in a default for its own workflow (case 09)', async () => {
    done();
    const value = 'http://target.{{workflow.namespace}}.svc:8080';
    await run(experiment, {
      'experiments/demo/workflow/experiment.yaml': workflow({
        name: 'target',
        value,
      }),
    });
    expect(api.at(CHILD)?.spec).toMatchObject({
      arguments: { parameters: [{ name: 'target', value }] },
    });
  });

  it('says that its k6 folder is too large', async () => {
    await expect(
      run(experiment, {
        'experiments/demo/workflow/k6/big.bin': Buffer.alloc(1024 * 1024),
      }),
    ).rejects.toThrow(/1025 KiB together; at most 1024 KiB/);
  });

  const onUrl = {
    'experiments/demo/workflow/experiment.yaml': workflow({
      name: 'target-url',
      value: 'https://shop.example.org',
    }),
    [TARGET_HOSTS_FILE]: 'allowed: [shop.example.org]\n',
  };

  it('puts load on a host that the repository allows', async () => {
    done();
    await run(experiment, onUrl);
    expect(api.at(CHILD)).toBeDefined();
  });

  it.each<
    [string, Record<string, string | undefined>, StepInput['parameters']]
  >([
    ['another host', onUrl, { 'target-url': 'https://example.com' }],
    [
      'any host without a list',
      { ...onUrl, [TARGET_HOSTS_FILE]: undefined },
      {},
    ],
  ])('puts none on %s', async (_what, files, parameters) => {
    await expect(run(experiment, files, parameters)).rejects.toThrow(
      /parameters\.target-url: Load may not be put on .*target-hosts\.yaml/,
    );
    expect(api.at(CHILD)).toBeUndefined();
  });
});
