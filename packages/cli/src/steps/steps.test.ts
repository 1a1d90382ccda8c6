import {
  ANNOTATION_HOST_CPU,
  LABEL_EXPERIMENT,
  LABEL_KEPT,
  LABEL_RUN,
  Result,
} from '@illm-lab/plugin-hub-common';
import { Kube } from '../kube';
import { demoExperiment } from '../testing/experiment';
import { FakeApi, Stored } from '../testing/fakeApi';
import { makeRepository } from '../testing/repository';
import { cleanUp } from './cleanUp';
import { collect } from './collect';
import { experiment } from './experiment';
import { StepInput } from './input';
import { provision } from './provision';
import { sweep } from './sweep';
import { sync } from './sync';

// Each step fetches from a repository by git, which a busy machine makes slow.
jest.setTimeout(60_000);

const RUN = 'demo-abcde';
const NAMESPACE = `/api/v1/namespaces/${RUN}`;
const CHILD = `/apis/argoproj.io/v1alpha1/namespaces/${RUN}/workflows/${RUN}`;
const PARENT = `/apis/argoproj.io/v1alpha1/namespaces/experiments/workflows/${RUN}`;
const APPLICATION = `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${RUN}-target`;
const PROJECTS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects';
const RESULT = `/api/v1/namespaces/experiments/configmaps/${RUN}-result`;

const repository = makeRepository(demoExperiment());
afterAll(() => repository.remove());

let api: FakeApi;
let kube: Kube;
let stop: AbortController;
let progress: string[];
let output: string[];
const tools = () => ({
  kube,
  signal: stop.signal,
  progress: (line: string) => progress.push(line),
  output: (line: string) => output.push(line),
});
const input = (changes: Partial<StepInput> = {}): StepInput => ({
  run: RUN,
  experiment: 'demo',
  commit: repository.commit,
  repository: repository.url,
  parameters: {},
  keep: false,
  ...changes,
});
const put = (path: string, object: object) =>
  api.objects.set(path, object as Stored);
const result = () =>
  JSON.parse(
    (api.at(RESULT)?.data as Record<string, string>)['result.json'],
  ) as Result;

beforeEach(async () => {
  api = new FakeApi();
  kube = await api.start();
  stop = new AbortController();
  progress = [];
  output = [];
  put(`${PROJECTS}/experiments`, {
    metadata: { name: 'experiments', namespace: 'argocd' },
    spec: {
      sourceRepos: ['http://forge/illm/lab.git'],
      destinations: [{ namespace: 'experiment-definitions' }],
      namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
    },
  });
});
afterEach(() => api.stop());

describe('provision', () => {
  it('makes the namespace with the cost labels, and again without harm', async () => {
    await provision(input({ keep: true }), tools());
    const made = new Map(api.objects);
    await provision(input({ keep: true }), tools());
    expect([...api.objects.keys()]).toEqual([...made.keys()]);
    expect(api.at(NAMESPACE)?.metadata.labels).toEqual({
      team: 'web',
      project: 'p',
      environment: 'dev',
      'cost-center': 'cc-200',
      [LABEL_RUN]: RUN,
      [LABEL_EXPERIMENT]: 'demo',
      [LABEL_KEPT]: 'true',
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    expect(api.at(`${NAMESPACE}/resourcequotas/run`)).toMatchObject({
      spec: { hard: { pods: '500' } },
    });
    expect(
      api.at(
        `/apis/rbac.authorization.k8s.io/v1/namespaces/${RUN}/rolebindings/experiment-workload`,
      ),
    ).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'experiment-workload' },
      subjects: [{ name: 'experiment-workload', namespace: RUN }],
    });
  });

  it('holds Argo CD to the run’s namespace, by a project of the run’s own', async () => {
    await provision(input(), tools());
    expect(api.at(`${PROJECTS}/${RUN}`)).toMatchObject({
      metadata: { labels: { [LABEL_RUN]: RUN } },
      spec: {
        sourceRepos: ['*'],
        destinations: [
          { server: 'https://kubernetes.default.svc', namespace: RUN },
        ],
        namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
      },
    });
    api.objects.delete(`${PROJECTS}/experiments`);
    await expect(provision(input(), tools())).rejects.toThrow(
      /has no AppProject “experiments”/,
    );
  });

  it('lets pods reach each other, DNS and what is no pod, and be reached so', async () => {
    await provision(input(), tools());
    const policy = api.at(
      `/apis/networking.k8s.io/v1/namespaces/${RUN}/networkpolicies/run`,
    );
    expect(policy?.spec).toMatchObject({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { podSelector: {} },
            { ipBlock: { except: ['10.244.0.0/16', '10.88.0.0/16'] } },
          ],
        },
      ],
    });
    const { egress } = policy!.spec as { egress: unknown[] };
    expect(egress).toHaveLength(2);
    expect(JSON.stringify(egress)).toContain('169.254.0.0/16');
  });

  it('goes on when the API server is back', async () => {
    api.failNext = 2;
    await provision(input(), tools());
    expect(api.at(NAMESPACE)).toBeDefined();
  });

  it('says which commit and which repository it could not read', async () => {
    const commit = '0'.repeat(40);
    await expect(provision(input({ commit }), tools())).rejects.toThrow(
      new RegExp(`Commit ${commit} can't be fetched from file://`),
    );
  });

  it('says which file declares a cluster wrongly', async () => {
    const broken = makeRepository({
      'experiments/demo/target/cluster.yaml': 'kind: Something\n',
    });
    try {
      await expect(
        provision(
          input({ commit: broken.commit, repository: broken.url }),
          tools(),
        ),
      ).rejects.toThrow(/experiments\/demo\/target\/cluster.yaml: .*kind/);
    } finally {
      broken.remove();
    }
  });
});

describe('sync', () => {
  const settle = (status: object) => {
    api.onWrite = object => {
      if (object.kind === 'Application') {
        object.status = status;
      }
    };
  };

  it('pins the Application to the commit and waits until it is healthy', async () => {
    settle({
      sync: { status: 'Synced', revision: repository.commit },
      health: { status: 'Healthy' },
    });
    await sync(input(), tools());
    expect(api.at(APPLICATION)).toMatchObject({
      metadata: { labels: { [LABEL_RUN]: RUN } },
      spec: {
        project: RUN,
        source: {
          kustomize: { namespace: RUN },
          targetRevision: repository.commit,
          path: 'experiments/demo/target/argocd',
        },
        destination: { namespace: RUN },
      },
    });
  });

  it('names what it waited for, in the words of Argo CD and of the node', async () => {
    settle({
      sync: { status: 'Synced', revision: repository.commit },
      health: { status: 'Progressing' },
      resources: [
        {
          kind: 'Deployment',
          name: 'target',
          health: { status: 'Progressing', message: 'Waiting for rollout' },
        },
      ],
    });
    put(`/api/v1/namespaces/${RUN}/pods/target-1`, {
      metadata: { name: 'target-1', namespace: RUN },
      status: {
        containerStatuses: [
          { name: 'target', state: { waiting: { message: 'no such image' } } },
        ],
      },
    });
    await expect(sync(input(), tools(), { timeoutMs: 700 })).rejects.toThrow(
      /^Waited 1 s for Application demo-abcde-target to be synced and healthy\..*Deployment target is Progressing: Waiting for rollout.*Pod target-1: no such image/,
    );
  });

  it('gives up on manifests that stay broken, and not at once', async () => {
    const conditions = [{ type: 'ComparisonError', message: 'no such file' }];
    settle({ sync: { status: 'Unknown' }, conditions });
    const begun = Date.now();
    await expect(sync(input(), tools(), { brokenMs: 600 })).rejects.toThrow(
      'Argo CD could not sync demo-abcde-target: no such file',
    );
    expect(Date.now() - begun).toBeGreaterThanOrEqual(600);
  });

  it('fails at once when Argo CD gives up, and says each reason once', async () => {
    const message = 'one object is not valid';
    settle({
      sync: { status: 'OutOfSync' },
      operationState: { phase: 'Failed', message },
      conditions: [
        { type: 'SyncError', message: `Failed last sync attempt: ${message}` },
        { type: 'ComparisonError', message: 'nothing to compare with' },
      ],
    });
    await expect(sync(input(), tools())).rejects.toThrow(
      /^Argo CD could not sync demo-abcde-target: one object is not valid nothing to compare with$/,
    );
  });

  it('ends when it is told to', async () => {
    settle({ sync: { status: 'OutOfSync' } });
    setTimeout(() => stop.abort(), 100);
    await expect(sync(input(), tools())).rejects.toThrow(/^Told to stop/);
  });
});

describe('experiment', () => {
  const ends = (phase: string, status: object = {}) => {
    api.onWrite = (object, path) => {
      if (path === CHILD && !object.status) {
        object.status = { phase: 'Running' };
        setTimeout(() => {
          object.status = { phase, ...status };
        }, 300);
      }
    };
  };

  it('creates the workflow with the run’s inputs and follows it', async () => {
    put(`/api/v1/namespaces/${RUN}/pods/p`, {
      metadata: {
        name: 'p',
        namespace: RUN,
        labels: { 'workflows.argoproj.io/workflow': RUN },
        annotations: { 'workflows.argoproj.io/node-id': 'n1' },
      },
      status: {
        containerStatuses: [{ name: 'main', state: { terminated: {} } }],
      },
    });
    api.logs.set(`${RUN}/p`, 'first\nsecond');
    ends('Succeeded', {
      nodes: {
        n1: {
          id: 'n1',
          name: RUN,
          displayName: 'load',
          type: 'Pod',
          phase: 'Succeeded',
        },
      },
    });
    await experiment(input({ parameters: { vus: '7' } }), tools());
    const child = api.at(CHILD);
    expect(child).toMatchObject({
      metadata: { labels: { own: 'label', [LABEL_RUN]: RUN } },
      spec: {
        serviceAccountName: 'experiment-workload',
        arguments: {
          parameters: [
            { name: 'vus', value: '7' },
            { name: 'profile', value: 'ramp' },
          ],
        },
      },
    });
    expect(child?.spec).not.toHaveProperty('ttlStrategy');
    expect(api.at(`${NAMESPACE}/configmaps/k6-scripts`)?.data).toEqual({
      'load.js': 'export default () => {};\n',
    });
    expect(output).toEqual(['[load] first', '[load] second']);
    expect(progress).toContain('load: Succeeded');
  });

  it('follows a workflow that is already there', async () => {
    put(CHILD, { metadata: { name: RUN }, status: { phase: 'Succeeded' } });
    await experiment(input(), tools());
    expect(progress).toContain('The experiment is already there');
  });

  it('records how busy the host was', async () => {
    put(CHILD, { metadata: { name: RUN }, status: { phase: 'Running' } });
    setTimeout(() => {
      api.at(CHILD)!.status = { phase: 'Succeeded' };
    }, 2300);
    await experiment(input(), tools());
    const { mean, max, samples } = JSON.parse(
      api.at(CHILD)?.metadata.annotations?.[ANNOTATION_HOST_CPU] ?? '',
    );
    expect(samples).toBeGreaterThan(0);
    expect(mean).toBeGreaterThanOrEqual(0);
    expect(max).toBeLessThanOrEqual(1);
    expect(max).toBeGreaterThanOrEqual(mean);
  });

  it('fails with the verdict in words', async () => {
    ends('Failed', {
      nodes: {
        n: {
          id: 'n',
          name: RUN,
          displayName: 'load',
          type: 'Pod',
          phase: 'Failed',
          outputs: { exitCode: '3' },
        },
      },
    });
    await expect(experiment(input(), tools())).rejects.toThrow(
      'Step load ended with exit code 3.',
    );
  });

  it.each([
    [{ vus: '1', none: '2' }, /parameters.none/],
    [{ profile: 'wild' }, /“wild” is not allowed for profile/],
  ])('refuses the inputs %j and starts nothing', async (parameters, reason) => {
    await expect(
      experiment(input({ parameters: parameters as never }), tools()),
    ).rejects.toThrow(reason);
    expect(api.at(CHILD)).toBeUndefined();
  });

  it('stops the workflow when the run is stopped, and waits for it', async () => {
    put(PARENT, { metadata: { name: RUN }, spec: { shutdown: 'Stop' } });
    api.onWrite = (object, path) => {
      if (path === CHILD) {
        const stopped = (object.spec as { shutdown?: string }).shutdown;
        object.status = { phase: stopped ? 'Failed' : 'Running' };
      }
    };
    setTimeout(() => stop.abort(), 700);
    await expect(experiment(input(), tools())).rejects.toThrow(
      /^Stopped before its end/,
    );
    expect(api.at(CHILD)?.spec).toMatchObject({ shutdown: 'Stop' });
  });

  const SUMMARY = JSON.stringify({
    metrics: { iterations: { count: 12, rate: 6 } },
  });

  /** A load at work, which leaves its summary when it is told to end, as k6 does. */
  const load = () => {
    const heard: string[] = [];
    const node = (phase: string, outputs = {}) => ({
      n: {
        id: 'n',
        name: `${RUN}.load`,
        displayName: 'load',
        type: 'Pod',
        phase,
        outputs,
      },
    });
    put(`${NAMESPACE}/pods/load`, {
      metadata: {
        name: 'load',
        namespace: RUN,
        labels: { 'workflows.argoproj.io/workflow': RUN },
      },
      status: {
        containerStatuses: ['main', 'wait'].map(name => ({
          name,
          state: { running: {} },
        })),
      },
    });
    api.onExec = ({ container, command }) => {
      const { suspend, shutdown } = api.at(CHILD)!.spec as {
        suspend?: boolean;
        shutdown?: string;
      };
      heard.push(`${container}: ${command.join(' ')}, ${suspend}, ${shutdown}`);
      api.at(CHILD)!.status = {
        phase: 'Running',
        nodes: node('Failed', {
          exitCode: '105',
          parameters: [{ name: 'k6-summary', value: SUMMARY }],
        }),
      };
    };
    api.onWrite = (object, path) => {
      if (path !== CHILD) return;
      const { shutdown } = object.spec as { shutdown?: string };
      if (!object.status) {
        object.status = { phase: 'Running', nodes: node('Running') };
        setImmediate(() => stop.abort());
      } else if (shutdown) {
        object.status = { ...(object.status as object), phase: 'Failed' };
      }
    };
    return heard;
  };
  // The load alone is told to end, once, while nothing else can begin.
  const TOLD = ['main: /var/run/argo/argoexec kill 15 1, true, undefined'];

  it.each(['Stop', 'Terminate'] as const)(
    'keeps what the load has measured on %s, as a part',
    async shutdown => {
      put(PARENT, { metadata: { name: RUN }, spec: { shutdown } });
      const heard = load();
      await expect(experiment(input(), tools())).rejects.toThrow();
      expect(heard).toEqual(TOLD);
      expect(api.at(CHILD)?.spec).toMatchObject({ shutdown, suspend: null });
      stop = new AbortController();
      // A run that was terminated has no step that collects.
      if (shutdown === 'Stop') await collect(input(), tools());
      expect(result()).toMatchObject({
        verdict: 'error',
        partial: true,
        message:
          'Stopped before its end; what was measured until then is kept.',
        metrics: [{ name: 'iterations', values: { count: 12 } }],
      });
    },
  );

  it('is told to end once, by whoever comes first', async () => {
    put(PARENT, { metadata: { name: RUN }, spec: { shutdown: 'Stop' } });
    const heard = load();
    const followed = experiment(input(), tools()).catch(() => undefined);
    // The run's exit handler begins at the same moment as its step is told to end.
    await new Promise(done => stop.signal.addEventListener('abort', done));
    await collect(input(), {
      ...tools(),
      signal: new AbortController().signal,
    });
    await followed;
    expect(heard).toEqual(TOLD);
    expect(result().partial).toBe(true);
  });
});

describe('collect', () => {
  const summary = (name: string) => ({
    metadata: { name: RUN },
    status: {
      phase: 'Succeeded',
      outputs: { parameters: [{ name, value: '' }] },
    },
  });

  it('writes a result that is found by its labels', async () => {
    put(CHILD, summary('k6-summary'));
    await collect(input(), tools());
    expect(api.at(RESULT)?.metadata.labels).toMatchObject({
      'illm.lab/result': 'true',
      [LABEL_RUN]: RUN,
    });
    expect(result().verdict).toBe('passed');
  });

  it('waits for a workflow that still stops, and stops one that does not', async () => {
    put(CHILD, { metadata: { name: RUN }, status: { phase: 'Running' } });
    api.onWrite = (object, path) => {
      if (path === CHILD) {
        setTimeout(() => {
          object.status = { phase: 'Failed' };
        }, 300);
      }
    };
    await collect(input(), tools());
    expect(api.at(CHILD)?.spec).toEqual({ shutdown: 'Stop', suspend: null });
    expect(result().message).toBe(
      'Stopped before its end, and before anything was measured.',
    );
  });

  it('says why a run has no experiment to judge', async () => {
    put(PARENT, {
      metadata: { name: RUN },
      status: {
        phase: 'Failed',
        outputs: {
          parameters: [{ name: 'message', value: 'No such commit.' }],
        },
      },
    });
    await collect(input(), tools());
    expect(result()).toMatchObject({
      verdict: 'error',
      message: 'No such commit.',
    });
  });

  it('keeps a result when the workflow has gone', async () => {
    put(CHILD, summary('k6-summary'));
    await collect(input(), tools());
    api.objects.delete(CHILD);
    await collect(input(), tools());
    expect(result().verdict).toBe('passed');
  });
});

describe('clean-up', () => {
  const leave = (finalizers: string[] = []) =>
    put(APPLICATION, {
      metadata: {
        name: `${RUN}-target`,
        labels: { [LABEL_RUN]: RUN },
        finalizers,
      },
    });
  const deleted = () => [
    ...new Set(api.requests.filter(line => line.startsWith('DELETE'))),
  ];

  it('removes Applications, the namespace and their project, and may be repeated', async () => {
    await provision(input(), tools());
    leave();
    await cleanUp(input(), tools());
    await cleanUp(input(), tools());
    expect(api.at(APPLICATION)).toBeUndefined();
    expect(api.at(NAMESPACE)).toBeUndefined();
    expect(deleted()).toEqual([
      `DELETE ${APPLICATION}`,
      `DELETE ${NAMESPACE}`,
      `DELETE ${PROJECTS}/${RUN}`,
    ]);
  });

  it('leaves the namespace to hooks that run after the deletion', async () => {
    await provision(input(), tools());
    leave(['post-delete-finalizer.argocd.argoproj.io/cleanup']);
    await cleanUp(input(), tools());
    expect(deleted()).toEqual([
      `DELETE ${APPLICATION}`,
      `DELETE ${PROJECTS}/${RUN}`,
      `DELETE ${NAMESPACE}`,
    ]);
  });

  it('names what does not go', async () => {
    put(APPLICATION, {
      metadata: { name: `${RUN}-target`, labels: { [LABEL_RUN]: RUN } },
    });
    api.onDelete = () => false;
    await expect(cleanUp(input(), tools(), 300)).rejects.toThrow(
      /Applications of run demo-abcde to be removed\. Argo CD still holds demo-abcde-target/,
    );
  });
});

describe('sweep', () => {
  const minutesAgo = (minutes: number) =>
    new Date(Date.now() - minutes * 60_000).toISOString();
  const leave = (
    run: string,
    options: { parent?: object; labels?: object; since?: string },
  ) => {
    put(`/api/v1/namespaces/${run}`, {
      metadata: {
        name: run,
        creationTimestamp: options.since ?? minutesAgo(60),
        labels: {
          [LABEL_RUN]: run,
          [LABEL_EXPERIMENT]: 'demo',
          ...options.labels,
        },
      },
    });
    if (options.parent) {
      put(
        `/apis/argoproj.io/v1alpha1/namespaces/experiments/workflows/${run}`,
        { metadata: { name: run }, ...options.parent },
      );
    }
  };
  const left = () =>
    [...api.objects.keys()].filter(path =>
      /^\/api\/v1\/namespaces\/[^/]+$/.test(path),
    );

  it('removes what ended runs left, and nothing else', async () => {
    const finished = (finishedAt: string) => ({
      status: { phase: 'Failed', finishedAt },
    });
    leave('gone-aaaaa', {});
    leave('ended-aaaaa', { parent: finished(minutesAgo(3)) });
    leave('fresh-aaaaa', { parent: finished(minutesAgo(1)) });
    leave('running-aaaaa', { parent: { status: { phase: 'Running' } } });
    leave('young-aaaaa', { since: minutesAgo(1) });
    leave('kept-aaaaa', {
      parent: finished(minutesAgo(9)),
      labels: { [LABEL_KEPT]: 'true' },
    });
    put('/api/v1/namespaces/other', { metadata: { name: 'other' } });
    await sweep(tools());
    expect(left()).toEqual(
      [
        'fresh-aaaaa',
        'running-aaaaa',
        'young-aaaaa',
        'kept-aaaaa',
        'other',
      ].map(name => `/api/v1/namespaces/${name}`),
    );
  });

  it('believes no label that an object’s name does not bear out', async () => {
    leave('gone-aaaaa', {});
    const named = (path: string, name: string, run: string) =>
      put(`${path}/${name}`, {
        metadata: {
          name,
          creationTimestamp: minutesAgo(60),
          labels: { [LABEL_RUN]: run },
        },
      });
    const namespaces = '/api/v1/namespaces';
    named(namespaces, 'openbao', 'gone-bbbbb');
    named(namespaces, 'kube-system', 'kube-system');
    put(`${namespaces}/other-bbbbb`, { metadata: { name: 'other-bbbbb' } });
    named(
      '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
      'hub',
      'other-bbbbb',
    );
    await sweep(tools());
    expect(left()).toEqual(
      ['openbao', 'kube-system', 'other-bbbbb'].map(
        name => `${namespaces}/${name}`,
      ),
    );
  });

  it('collects the result of a terminated run before it removes it', async () => {
    leave(RUN, {
      parent: { status: { phase: 'Failed', finishedAt: minutesAgo(3) } },
    });
    put(CHILD, {
      metadata: { name: RUN },
      spec: { shutdown: 'Terminate' },
      status: { phase: 'Failed' },
    });
    await sweep(tools());
    expect(result()).toMatchObject({ verdict: 'error' });
    expect(left()).toEqual([]);
  });

  it('names a run that it could not remove, after the others', async () => {
    leave('bad-aaaaa', {});
    leave('gone-aaaaa', {});
    api.onDelete = object => object.metadata.name !== 'bad-aaaaa';
    stop.abort();
    await expect(sweep(tools())).rejects.toThrow(/Not swept: bad-aaaaa/);
    expect(left()).toEqual(['/api/v1/namespaces/bad-aaaaa']);
  });
});
