import {
  CLUSTER_ROLES,
  ClusterRole,
  LABEL_CLUSTER_ROLE,
  LABEL_RUN,
  Result,
} from '@illm-lab/plugin-hub-common';
import { Kube } from '../kube';
import { demoExperiment } from '../testing/experiment';
import { FakeApi, Stored } from '../testing/fakeApi';
import { makeRepository } from '../testing/repository';
import { bootstrap } from './bootstrap';
import { cleanUp } from './cleanUp';
import { collect } from './collect';
import { experiment } from './experiment';
import { provision } from './provision';
import { register } from './register';
import { remotePod } from './remotePod';
import { serviceAddress } from './serviceAddress';
import { sweep } from './sweep';
import { sync } from './sync';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Each step fetches from a repository by git, which a busy machine makes slow.
jest.setTimeout(60_000);

const RUN = 'demo-abcde';
const CLUSTERS = `/apis/illm.lab/v1alpha1/namespaces/${RUN}/experimentclusters`;
const CHILD = `/apis/argoproj.io/v1alpha1/namespaces/${RUN}/workflows/${RUN}`;
const APPLICATION = `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${RUN}-target`;
const PROJECT =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/experiments';
const ROLE =
  '/apis/rbac.authorization.k8s.io/v1/clusterroles/experiment-workload';
const RESULT = `/api/v1/namespaces/experiments/configmaps/${RUN}-result`;

const clusterYaml = (role: string, provider = 'provider: local') => `
apiVersion: illm.lab/v1alpha1
kind: ExperimentCluster
metadata:
  name: demo-${role}
  labels: { team: web, project: p, environment: dev, cost-center: cc-200 }
spec: { role: ${role}, ${provider} }
`;
const files = () => ({
  ...demoExperiment(),
  ...Object.fromEntries(
    CLUSTER_ROLES.map(role => [
      `experiments/demo/${role}/cluster.yaml`,
      clusterYaml(role),
    ]),
  ),
});

const repository = makeRepository(files());
afterAll(() => repository.remove());

const apis = {} as Record<'hub' | ClusterRole, FakeApi>;
let kube: Kube;
let progress: string[];
let output: string[];
const tools = () => ({
  kube,
  signal: new AbortController().signal,
  progress: (line: string) => progress.push(line),
  output: (line: string) => output.push(line),
});
const input = (from = repository) => ({
  run: RUN,
  experiment: 'demo',
  commit: from.commit,
  repository: from.url,
  parameters: {},
  keep: false,
});
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What a provider does: every cluster gets ready, and a way in. */
function provide(changes: (object: Stored) => object | undefined = () => ({})) {
  apis.hub.onWrite = object => {
    if (object.kind !== 'ExperimentCluster') return;
    const { role } = object.spec as { role: ClusterRole };
    const condition = (type: string) => ({ type, status: 'True' });
    object.status = changes(object) && {
      phase: 'Ready',
      conditions: [condition('Ready'), condition('ArgoReady')],
      ...changes(object),
    };
    const name = `${RUN}-${role}-kubeconfig`;
    apis.hub.objects.set(`/api/v1/namespaces/${RUN}/secrets/${name}`, {
      metadata: { name, namespace: RUN },
      data: { kubeconfig: base64(apis[role].kubeconfig) },
    } as Stored);
  };
}

beforeEach(async () => {
  for (const name of ['hub', ...CLUSTER_ROLES] as const) {
    apis[name] = new FakeApi();
    const access = await apis[name].start();
    if (name === 'hub') kube = access;
  }
  progress = [];
  output = [];
  provide();
  apis.hub.objects.set(PROJECT, {
    metadata: { name: 'experiments', namespace: 'argocd' },
    spec: { sourceRepos: ['x'], destinations: [{ namespace: '*' }] },
  } as Stored);
  apis.hub.objects.set(ROLE, {
    metadata: { name: 'experiment-workload' },
    rules: [{ verbs: ['get'] }],
  } as Stored);
});
afterEach(() => Promise.all(Object.values(apis).map(api => api.stop())));

describe('provision', () => {
  it('asks for all clusters with cost labels, twice without harm', async () => {
    expect(await provision(input(), tools())).toBe('clusters');
    expect(await provision(input(), tools())).toBe('clusters');
    for (const role of CLUSTER_ROLES) {
      expect(apis.hub.at(`${CLUSTERS}/${RUN}-${role}`)).toMatchObject({
        metadata: {
          labels: {
            team: 'web',
            'cost-center': 'cc-200',
            [LABEL_RUN]: RUN,
            [LABEL_CLUSTER_ROLE]: role,
          },
        },
        spec: { role, provider: 'local' },
      });
    }
    const first = apis.hub.requests.findIndex(
      one => one === `GET ${CLUSTERS}` || one.endsWith('/experimentclusters'),
    );
    const asked = apis.hub.requests
      .slice(0, first)
      .filter(one => one.startsWith('PATCH') && one.includes(CLUSTERS));
    // All at once: none waits for another.
    expect(asked).toHaveLength(3);
  });

  it('ends with the provider’s sentence when it refuses one', async () => {
    provide(({ spec }) =>
      (spec as { role: string }).role === 'target'
        ? {
            phase: 'Failed',
            conditions: [
              { type: 'Ready', status: 'False', message: 'spec.nodes is 3' },
            ],
          }
        : {},
    );
    await expect(provision(input(), tools())).rejects.toThrow(
      `Cluster ${RUN}-target: spec.nodes is 3`,
    );
  });

  it('does not wait for a provider that the hub does not have', async () => {
    apis.hub.onWrite = () => {};
    await expect(provision(input(), tools(), 400)).rejects.toThrow(
      `Cluster ${RUN}-orchestrator: no provider “local” has taken it up yet.`,
    );
  });

  it.each([
    [
      'one without a provider',
      { target: clusterYaml('target', 'nodes: 1') },
      /target\/cluster.yaml: .*provider is missing/,
    ],
    ['no orchestrator', { orchestrator: undefined }, /needs an orchestrator/],
  ])('refuses %s', async (_, change, message) => {
    const all: Record<string, string | undefined> = files();
    for (const [role, text] of Object.entries(change)) {
      all[`experiments/demo/${role}/cluster.yaml`] = text;
    }
    const broken = makeRepository(
      Object.fromEntries(
        Object.entries(all).filter(([, text]) => text !== undefined),
      ) as Record<string, string>,
    );
    try {
      await expect(provision(input(broken), tools())).rejects.toThrow(message);
    } finally {
      broken.remove();
    }
  });
});

describe('bootstrap', () => {
  it('names what it waited for, and what is missing', async () => {
    provide(() => ({
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'ArgoReady', status: 'False', message: 'redis: Starting' },
      ],
    }));
    await provision(input(), tools());
    await expect(bootstrap(input(), tools(), 10)).rejects.toThrow(
      /Waited 0 s for Argo Workflows and Argo CD .* redis: Starting/,
    );
    provide();
    await provision(input(), tools());
    await bootstrap(input(), tools(), 10);
  });
});

describe('register', () => {
  beforeEach(() => provision(input(), tools()));

  it('tells the orchestrator of the others, with the hub’s own rules', async () => {
    await register(input(), tools());
    await register(input(), tools());
    const secrets = [...apis.orchestrator.objects.keys()].filter(at =>
      at.includes('/secrets/'),
    );
    expect(secrets).toEqual([
      `/api/v1/namespaces/argocd/secrets/cluster-${RUN}-target`,
      `/api/v1/namespaces/${RUN}/secrets/cluster-target`,
      `/api/v1/namespaces/argocd/secrets/cluster-${RUN}-loadgen`,
      `/api/v1/namespaces/${RUN}/secrets/cluster-loadgen`,
    ]);
    expect(apis.orchestrator.at(secrets[0])?.metadata.labels).toMatchObject({
      'argocd.argoproj.io/secret-type': 'cluster',
      [LABEL_RUN]: RUN,
    });
    expect(apis.orchestrator.at(PROJECT)?.spec).toEqual({
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: RUN }],
    });
    expect(apis.orchestrator.at(ROLE)?.rules).toEqual([{ verbs: ['get'] }]);
    expect(apis.target.at(`/api/v1/namespaces/${RUN}`)).toBeDefined();
  });

  it('says what the hub lacks', async () => {
    apis.hub.objects.delete(PROJECT);
    await expect(register(input(), tools())).rejects.toThrow(
      /no AppProject “experiments”/,
    );
  });
});

describe('on the orchestrator', () => {
  beforeEach(async () => {
    await provision(input(), tools());
    await register(input(), tools());
  });

  it('syncs to the target’s own API server', async () => {
    apis.orchestrator.onWrite = object => {
      if (object.kind === 'Application') {
        object.status = {
          sync: { status: 'Synced', revision: repository.commit },
          health: { status: 'Healthy' },
        };
      }
    };
    await sync(input(), tools());
    expect(apis.orchestrator.at(APPLICATION)?.spec).toMatchObject({
      source: { targetRevision: repository.commit },
      destination: {
        server: expect.stringMatching(/^http:\/\/127/),
        namespace: RUN,
      },
    });
    expect(apis.hub.at(APPLICATION)).toBeUndefined();
  });

  it('runs the workflow there, brings the result home and removes all', async () => {
    apis.orchestrator.onWrite = object => {
      if (object.kind === 'Workflow') {
        object.status = { phase: 'Succeeded', nodes: {} };
      }
    };
    await experiment(input(), tools());
    expect(apis.orchestrator.at(CHILD)).toBeDefined();
    expect(apis.hub.at(CHILD)).toBeUndefined();
    expect(
      apis.loadgen.at(`/api/v1/namespaces/${RUN}/configmaps/k6-scripts`)?.data,
    ).toEqual({ 'load.js': 'export default () => {};\n' });

    await collect(input(), tools());
    const data = apis.hub.at(RESULT)?.data as Record<string, string>;
    expect((JSON.parse(data['result.json']) as Result).verdict).toBe('passed');

    await cleanUp(input(), tools());
    expect(
      [...apis.hub.objects.keys()].filter(at => at.includes(CLUSTERS)),
    ).toEqual([]);
    expect(apis.hub.at(`/api/v1/namespaces/${RUN}`)).toBeUndefined();
  });

  it('has a result even when the orchestrator is lost', async () => {
    apis.hub.objects.delete(
      `/api/v1/namespaces/${RUN}/secrets/${RUN}-orchestrator-kubeconfig`,
    );
    await collect(input(), tools());
    const data = apis.hub.at(RESULT)?.data as Record<string, string>;
    expect((JSON.parse(data['result.json']) as Result).verdict).toBe('error');
  });
});

describe('what is left', () => {
  it('names the cluster that does not go', async () => {
    await provision(input(), tools());
    apis.hub.onDelete = object => object.kind !== 'ExperimentCluster';
    const abort = AbortSignal.timeout(50);
    await expect(
      cleanUp(input(), { ...tools(), signal: abort }),
    ).rejects.toThrow(/Told to stop while waiting for the clusters of run/);
  });

  it('is swept when only a cluster is left of a run', async () => {
    await provision(input(), tools());
    apis.hub.objects.delete(`/api/v1/namespaces/${RUN}`);
    await sweep(tools(), { graceMs: 0, now: Date.now() + 60_000 });
    expect(apis.hub.at(`${CLUSTERS}/${RUN}-target`)).toBeUndefined();
  });
});

describe('steps that work on another cluster', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'lab-test-remote-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const env = (more: Record<string, string>) => {
    const file = path.join(dir, 'kubeconfig');
    writeFileSync(file, apis.loadgen.kubeconfig);
    return { LAB_CLUSTER_KUBECONFIG: file, LAB_NAMESPACE: RUN, ...more };
  };

  it('finds a Service’s address, or says what it lacks', async () => {
    const at = `/api/v1/namespaces/${RUN}/services/target`;
    const service = (ingress: object[]) =>
      apis.loadgen.objects.set(at, {
        metadata: { name: 'target', namespace: RUN },
        spec: { type: 'LoadBalancer' },
        status: { loadBalancer: { ingress } },
      } as unknown as Stored);
    const wanted = env({ LAB_SERVICE: 'target' });
    await expect(serviceAddress(wanted, tools(), 0)).rejects.toThrow(
      /There is no such Service/,
    );
    service([]);
    await expect(serviceAddress(wanted, tools(), 0)).rejects.toThrow(
      /of type LoadBalancer and has none yet/,
    );
    service([{ ip: '127.9.0.1' }]);
    await serviceAddress(wanted, tools(), 0);
    expect(output).toEqual(['127.9.0.1']);
  });

  it('runs a pod: its log, exit status and file are the step’s', async () => {
    apis.loadgen.logs.set(
      `${RUN}/k6`,
      'running\n--- illm-lab output\n{"a":\n1}\n--- illm-lab output\n',
    );
    let annotations: unknown;
    apis.loadgen.onWrite = object => {
      if (object.kind === 'Pod') {
        annotations = object.metadata.annotations;
        object.status = {
          containerStatuses: [
            { name: 'main', state: { terminated: { exitCode: 99 } } },
          ],
        };
      }
    };
    const file = path.join(dir, 'summary.json');
    const status = await remotePod(
      env({
        LAB_POD: 'k6',
        LAB_OUTPUT: file,
        LAB_POD_SPEC: 'containers: [{ name: main, image: x, command: [k6] }]',
        LAB_POD_ANNOTATIONS: '{"illm.lab/target-url":"http://localhost:3000"}',
      }),
      tools(),
    );
    expect(status).toBe(99);
    expect(annotations).toEqual({
      'illm.lab/target-url': 'http://localhost:3000',
    });
    expect(output).toEqual(['running']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 1 });
    // Gone again, and nothing but the request shows that it was there.
    expect(
      apis.loadgen.at(`/api/v1/namespaces/${RUN}/pods/k6`),
    ).toBeUndefined();
  });

  it.each([
    ['before the file', 12],
    ['inside the file', 40],
  ])(
    'finds the file of a pod whose log breaks off %s',
    async (_where, characters) => {
      apis.loadgen.logs.set(
        `${RUN}/k6`,
        'running\nstill running\n--- illm-lab output\n{"a":\n1}\n--- illm-lab output\n',
      );
      apis.loadgen.logBreaks.push(characters, characters);
      apis.loadgen.onWrite = object => {
        if (object.kind === 'Pod') {
          object.status = {
            containerStatuses: [{ name: 'main', state: { running: {} } }],
          };
          setTimeout(() => {
            object.status = {
              containerStatuses: [
                { name: 'main', state: { terminated: { exitCode: 0 } } },
              ],
            };
          }, 1_500);
        }
      };
      const file = path.join(dir, `broken-${characters}.json`);
      const spec = 'containers: [{ name: main, image: x, command: [k6] }]';
      const status = await remotePod(
        env({ LAB_POD: 'k6', LAB_OUTPUT: file, LAB_POD_SPEC: spec }),
        tools(),
      );
      expect(status).toBe(0);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 1 });
      expect(output.filter(line => line === 'running')).toHaveLength(1);
      expect(output.at(-1)).toBe('still running');
    },
  );

  it('tells its command to end when it is told to, and hands out what that leaves', async () => {
    const file = path.join(dir, 'left.json');
    // What the pod would run, by the shell that it would run it with.
    const pods: { command: string[]; env: { value: string }[] }[] = [];
    apis.loadgen.logs.set(`${RUN}/k6`, '');
    apis.loadgen.onWrite = object => {
      if (object.kind === 'Pod') {
        pods.push(...(object.spec as { containers: typeof pods }).containers);
        object.status = {
          containerStatuses: [
            { name: 'main', state: { terminated: { exitCode: 0 } } },
          ],
        };
      }
    };
    const script =
      'trap \'echo "{}" > "$LAB_FILE"; exit 105\' TERM; echo ready; while :; do sleep 0.1; done';
    await remotePod(
      env({
        LAB_POD: 'k6',
        LAB_OUTPUT: file,
        LAB_POD_SPEC: JSON.stringify({
          containers: [
            { name: 'main', image: 'x', command: ['sh', '-c', script] },
          ],
        }),
      }),
      tools(),
    );
    const [shell, ...args] = pods[0].command;
    const child = spawn(shell, args, {
      env: { ...process.env, LAB_FILE: file },
    });
    let said = '';
    child.stdout.on('data', data => {
      said += data;
      if (said === 'ready\n') child.kill('SIGTERM');
    });
    const code = await new Promise(done => child.on('exit', done));
    expect(code).toBe(105);
    expect(said).toBe(
      'ready\n--- illm-lab output\n{}\n\n--- illm-lab output\n',
    );
  });

  it('asks its pod to end once the step is told to', async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    apis.loadgen.onExec = ({ container, command }) =>
      heard.push(`${container}: ${command.join(' ')}`);
    apis.loadgen.logs.set(`${RUN}/k6`, 'last words\n');
    apis.loadgen.onWrite = object => {
      if (object.kind === 'Pod') {
        object.status = {
          containerStatuses: [
            { name: 'main', state: { terminated: { exitCode: 105 } } },
          ],
        };
        stop.abort();
      }
    };
    const status = await remotePod(
      env({
        LAB_POD: 'k6',
        LAB_POD_SPEC: 'containers: [{ name: main, image: x, command: [k6] }]',
      }),
      { ...tools(), signal: stop.signal },
    );
    expect(heard).toEqual(['main: /bin/sh -c kill -TERM 1']);
    expect(status).toBe(105);
    expect(output).toEqual(['last words']);
  });

  it.each([
    [{ LAB_POD: 'k6' }, /LAB_POD_SPEC is not set/],
    [
      {
        LAB_POD: 'k6',
        LAB_POD_SPEC: 'containers: [{ name: main, image: x, command: [k6] }]',
        LAB_POD_ANNOTATIONS: '["a"]',
      },
      /LAB_POD_ANNOTATIONS must be an object of texts/,
    ],
    [
      { LAB_POD: 'k6', LAB_POD_SPEC: 'containers: [{ name: other }]' },
      /no container “main” with a command/,
    ],
    [
      { LAB_POD: 'k6', LAB_CLUSTER_KUBECONFIG: '/nowhere' },
      /LAB_CLUSTER_KUBECONFIG “\/nowhere” can't be read/,
    ],
  ])('says what is wrong with %j', async (more, message) => {
    await expect(
      remotePod(env(more as Record<string, string>), tools()),
    ).rejects.toThrow(message);
  });
});
