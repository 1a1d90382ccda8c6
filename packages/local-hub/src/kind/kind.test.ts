import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MadeCluster } from '../clusters/Maker';
import { ClusterObject } from '../clusters/types';
import { eventually } from '../supervisor/__testUtils__/programs';
import { toolSet } from '../tools';
import { Run, runProgram } from '../clusters/programs';
import { KindMaker } from './KindMaker';
import { kindSettings } from './settings';

jest.setTimeout(30_000);

const repoRoot = path.resolve(__dirname, '../../../..');
const NAME = 'demo-abcde-orchestrator';
const INTERNAL = `
clusters:
  - cluster: { server: https://${NAME}-control-plane:6443, certificate-authority-data: Q0E= }
users: [{ user: { client-certificate-data: QQ==, client-key-data: QQ== } }]
`;

const object = (spec: Partial<ClusterObject['spec']> = {}) =>
  ({
    metadata: { name: NAME, namespace: 'demo-abcde', uid: '1' },
    spec: { role: 'orchestrator', provider: 'kind', ...spec },
  } as ClusterObject);

let folder: string;
/** Docker as kind sees it, and all that was called. */
let containers: Set<string>;
let calls: { line: string; input?: string }[];
let fails: (line: string) => string | undefined;

const fake: Run = async (program, args, { input } = {}) => {
  const line = [program, ...args].join(' ');
  calls.push({ line, input });
  const reason = fails(line);
  if (reason) throw new Error(reason);
  const named = args[args.indexOf('--name') + 1];
  if (line === 'kind get clusters') return [...containers, ''].join('\n');
  if (line.startsWith('kind create')) {
    containers.add(named);
    writeFileSync(args[args.indexOf('--kubeconfig') + 1], 'admin');
  }
  if (line.startsWith('kind delete')) containers.delete(named);
  if (line.startsWith('kind get kubeconfig')) return INTERNAL;
  if (line.includes('get secret portal-token')) return 'dG9rZW4=';
  return '';
};
const called = (start: string) =>
  calls.filter(({ line }) => line.startsWith(start));

const settings = kindSettings(repoRoot, toolSet({ repoRoot }));
const maker = () =>
  new KindMaker(path.join(folder, 'clusters'), settings, fake);
const make = (changes = {}, warn: (line: string) => void = () => {}) =>
  maker().make(object(changes), {
    logger: { info: () => {}, warn },
    onChange: () => {},
  });
const ready = (cluster: MadeCluster, group: 'node' | 'argo') =>
  eventually(`${group} is ready`, () => cluster.group(group)?.ready === true);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kind-'));
  containers = new Set(['someone-elses']);
  calls = [];
  fails = () => undefined;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the provider kind', () => {
  it('has its pins from the hub’s own cluster and from the tools', () => {
    expect(settings.image).toMatch(/^kindest\/node:v1\.35\.\d+@sha256:/);
    expect(settings.contents.argo.map(({ url }) => url)).toEqual([
      expect.stringMatching(/argo-workflows\/.*\/v3\.7\.\d+\/install\.yaml$/),
      expect.stringMatching(
        /argo-cd\/v3\.2\.\d+\/manifests\/core-install\.yaml$/,
      ),
    ]);
  });

  it('makes an orchestrator with Argo, and says the ways in', async () => {
    const cluster = await make({ nodes: 2 });
    expect(cluster.group('argo')).toMatchObject({ ready: false });
    await cluster.start();
    await ready(cluster, 'argo');

    const [{ line, input }] = called('kind create');
    expect(line).toContain(
      `--name ${NAME} --config - --image ${settings.image}`,
    );
    expect(JSON.parse(input!).nodes).toEqual([
      { role: 'control-plane' },
      { role: 'worker' },
    ]);
    const applied = calls
      .map(one => one.line)
      .filter(l => l.includes(' apply '));
    expect(applied).toEqual([
      expect.stringContaining('--filename=-'),
      ...settings.contents.argo.map(({ url }) => expect.stringContaining(url)),
    ]);
    expect(await cluster.access()).toEqual({
      kubeconfig: INTERNAL,
      portal: { server: cluster.endpoint, caData: 'Q0E=', token: 'token' },
    });
  });

  it('gives a target no Argo', async () => {
    const cluster = await make({ role: 'target' });
    await cluster.start();
    await ready(cluster, 'node');
    expect(cluster.group('argo')).toBeUndefined();
    await cluster.stop();
    expect(calls.filter(({ line }) => line.includes('rollout'))).toEqual([]);
  });

  it('goes on with a cluster that an earlier provider has made', async () => {
    const before = await make();
    await before.start();
    await ready(before, 'argo');
    const after = await make();
    await after.start();
    await ready(after, 'argo');
    expect(called('kind create')).toHaveLength(1);
    expect(called('kind delete')).toEqual([]);
  });

  it('makes anew what a killed kind has left half made', async () => {
    containers.add(NAME);
    const cluster = await make();
    await cluster.start();
    await ready(cluster, 'argo');
    expect(called('kind').map(({ line }) => line.split(' ')[1])).toEqual([
      'get',
      'delete',
      'create',
    ]);
  });

  it('says why it does not go on, and tries again', async () => {
    const warned: string[] = [];
    fails = line =>
      line === 'kind get clusters' && calls.length === 1
        ? 'Docker does not answer'
        : undefined;
    const cluster = await make({}, line => warned.push(line));
    await cluster.start();
    await eventually('it says so', () => warned.length > 0);
    expect(cluster.group('control-plane')).toEqual({
      ready: false,
      message: 'Docker does not answer',
    });
    await ready(cluster, 'argo');
  });

  it('ends its own clusters only, and forgets them', async () => {
    const cluster = await make();
    await cluster.start();
    await ready(cluster, 'argo');
    expect(maker().list()).toEqual([NAME]);
    await maker().end('someone-elses');
    await cluster.stop();
    await maker().end(NAME);
    expect([...containers]).toEqual(['someone-elses']);
    expect(maker().list()).toEqual([]);
    expect(existsSync(path.join(folder, 'clusters', NAME))).toBe(false);
  });

  it('says which Kubernetes it has', () => {
    expect(
      maker().refusal(object({ kubernetesVersion: '1.35' })),
    ).toBeUndefined();
    expect(maker().refusal(object({ kubernetesVersion: '1.34' }))).toMatch(
      /kind.yaml has Kubernetes 1\.35/,
    );
  });
});

describe('runProgram', () => {
  it('passes input on and gives what is printed', async () => {
    expect(await runProgram('cat', [], { input: 'text' })).toBe('text');
  });

  it('fails with the program’s own words, or says that it is missing', async () => {
    await expect(
      runProgram('sh', ['-c', 'echo first >&2; echo no room >&2; exit 3']),
    ).rejects.toThrow(/^sh -c .*: first no room$/s);
    await expect(runProgram('no-such-program', [])).rejects.toThrow(
      'no-such-program is not installed, or not on the PATH.',
    );
  });
});
