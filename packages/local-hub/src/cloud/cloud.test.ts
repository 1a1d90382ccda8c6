import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ApiError } from '../clusters/KubeApi';
import { MadeCluster } from '../clusters/Maker';
import { Run } from '../clusters/programs';
import { ClusterObject } from '../clusters/types';
import { eventually } from '../supervisor/__testUtils__/programs';
import { toolSet } from '../tools';
import { CloudMaker } from './CloudMaker';
import { requestPath } from './request';

jest.setTimeout(30_000);

const repoRoot = path.resolve(__dirname, '../../../..');
const NAME = 'demo-abcde-target';
const NAMESPACE = 'demo-abcde';
const PATH = requestPath({ name: NAME, namespace: NAMESPACE });
const SECRET = `/api/v1/namespaces/${NAMESPACE}/secrets/way-in`;
/** As EKS gives it: with a token that lasts for minutes. */
const KUBECONFIG = `
clusters:
  - cluster: { server: https://cluster.example.org, certificate-authority-data: Q0E= }
users: [{ user: { token: soon-over } }]
`;

const object = (spec: Partial<ClusterObject['spec']> = {}): ClusterObject => ({
  metadata: {
    name: NAME,
    namespace: NAMESPACE,
    uid: '1',
    resourceVersion: '1',
    labels: { team: 'web', 'illm.lab/run': 'demo-abcde' },
  },
  spec: { role: 'target', provider: 'crossplane', cloud: 'aws', ...spec },
});

let folder: string;
/** The hub's API server: objects by path. */
let objects: Map<string, any>;
let removed: string[];
let calls: { line: string; input?: string }[];
let hasKind: boolean;
let warnings: string[];
let fails: boolean;

const api = {
  get: async (asked: string): Promise<any> => {
    if (asked.includes('?fieldSelector=')) {
      if (!hasKind) throw new ApiError(404, 'no such kind');
      const found = objects.get(PATH);
      return { items: found ? [found] : [] };
    }
    const found = objects.get(asked);
    if (!found) throw new ApiError(404, `${asked} is not there`);
    return found;
  },
  apply: async (to: string, body: any): Promise<any> => {
    if (!hasKind) throw new ApiError(404, 'no such kind');
    objects.set(to, { ...objects.get(to), ...body });
  },
  remove: async (at: string) => {
    removed.push(at);
  },
};
const kubectl: Run = async (program, args, { input } = {}) => {
  const line = [program, ...args].join(' ');
  calls.push({ line, input });
  if (fails) throw new Error('no answer');
  const account = /get secret (\w+)-token/.exec(line)?.[1];
  return account ? Buffer.from(`token of ${account}`).toString('base64') : '';
};

const maker = () =>
  new CloudMaker({
    ...{ api, folder, repoRoot },
    tools: toolSet({ repoRoot }),
    run: kubectl,
    logger: { info: () => {}, warn: line => warnings.push(line) },
  });
const make = (changes: Partial<ClusterObject['spec']> = {}) =>
  maker().make(object(changes), {
    logger: { info: () => {}, warn: () => {} },
    onChange: () => {},
  });
const says = (cluster: MadeCluster) => cluster.group('control-plane')?.message;
/** The cloud has done its part. */
const provide = () => {
  objects.set(SECRET, {
    data: { kubeconfig: Buffer.from(KUBECONFIG).toString('base64') },
  });
  objects.get(PATH).status = {
    endpoint: 'https://cluster.example.org',
    connectionSecret: 'way-in',
    conditions: [{ type: 'Ready', status: 'True' }],
  };
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cloud-'));
  objects = new Map();
  removed = [];
  calls = [];
  hasKind = true;
  warnings = [];
  fails = false;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the provider crossplane', () => {
  it('refuses a cluster of no cloud, and says what to set', () => {
    expect(maker().refusal(object({ cloud: undefined }))).toMatch(
      /spec\.cloud is missing: set aws or azure/,
    );
    expect(maker().refusal(object())).toBeUndefined();
  });

  it('asks Crossplane for what the object declares, with its labels', async () => {
    const cluster = await make({ nodes: 2, kubernetesVersion: '1.35.4' });
    await cluster.start();
    await eventually('it is asked for', () => objects.has(PATH));
    await cluster.stop();
    expect(objects.get(PATH)).toMatchObject({
      kind: 'KubernetesCluster',
      metadata: {
        labels: object().metadata.labels,
        ownerReferences: [{ kind: 'ExperimentCluster', uid: '1' }],
      },
      // A cloud knows no patch version.
      spec: { provider: 'aws', nodes: 2, version: '1.35' },
    });
  });

  it('says what the cloud waits for, and goes on when it is there', async () => {
    const cluster = await make();
    await cluster.start();
    await eventually('it is asked for', () => objects.has(PATH));
    objects.get(PATH).status = {
      conditions: [
        { type: 'Provided', status: 'False', message: '1 of 3 is ready.' },
      ],
    };
    await eventually('it says so', () => says(cluster) === '1 of 3 is ready.');
    provide();
    await eventually('pods can run', () => !!cluster.group('node')?.ready);

    expect(cluster.endpoint).toBe('https://cluster.example.org');
    expect(cluster.group('argo')).toBeUndefined();
    const applied = calls.find(({ line }) => line.includes(' apply '))!;
    expect(applied.input).toContain('"administrator-token"');
    const { kubeconfig, portal } = await cluster.access();
    // Not the cloud's token, which is over soon.
    expect(parse(kubeconfig)).toMatchObject({
      clusters: [{ cluster: { server: 'https://cluster.example.org' } }],
      users: [{ user: { token: 'token of administrator' } }],
    });
    expect(portal).toEqual({
      server: 'https://cluster.example.org',
      caData: 'Q0E=',
      token: 'token of portal',
    });
  });

  it('says that a hub without Crossplane has no cloud', async () => {
    hasKind = false;
    const cluster = await make();
    await cluster.start();
    await eventually('it says so', () => /Crossplane/.test(says(cluster)!));
    await cluster.stop();
    await expect(maker().end(NAME)).resolves.toBeUndefined();
  });

  it('has ended a cluster when the cloud has nothing of it any more', async () => {
    const cluster = await make();
    await cluster.start();
    await eventually('it is asked for', () => objects.has(PATH));
    provide();
    const file = path.join(folder, `${NAME}.kubeconfig`);
    await eventually('there is a way in', () => existsSync(file));
    expect(readFileSync(file, 'utf8')).toBe(KUBECONFIG);
    await cluster.stop();

    let over = false;
    const ended = maker()
      .end(NAME)
      .then(() => {
        over = true;
      });
    await eventually('its removal is asked for', () => removed.length > 0);
    // Before that: a load balancer would stay at the cloud, and cost.
    expect(calls.at(-1)!.line).toMatch(
      /delete services --all-namespaces --field-selector=spec.type=LoadBalancer/,
    );
    expect(over).toBe(false);
    objects.delete(PATH);
    await ended;
    expect(existsSync(file)).toBe(false);
  });

  it('removes a cluster that does not answer, and says what may be left', async () => {
    const cluster = await make();
    await cluster.start();
    await eventually('it is asked for', () => objects.has(PATH));
    provide();
    await cluster.stop();
    fails = true;
    const ended = maker().end(NAME);
    await eventually('its removal is asked for', () => removed.length > 0);
    objects.delete(PATH);
    await ended;
    expect(warnings).toEqual([
      expect.stringMatching(
        /load balancers may be left at the cloud: .*no answer/,
      ),
    ]);
  });
});
