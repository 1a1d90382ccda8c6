import { eventually } from '../supervisor/__testUtils__/programs';
import { ApiError } from './KubeApi';
import { Group, GroupState } from './groups';
import { ClusterMaker, MadeCluster } from './Maker';
import { Provider } from './Provider';
import { ClusterObject } from './types';

jest.setTimeout(30_000);

const NAME = 'demo-abcde-target';
const PATH = `/apis/illm.lab/v1alpha1/namespaces/demo-abcde/experimentclusters/${NAME}`;
const KUBECONFIG = `/api/v1/namespaces/demo-abcde/secrets/${NAME}-kubeconfig`;
const ANNOUNCED = `/api/v1/namespaces/illm-lab-clusters/secrets/cluster-${NAME}`;
const FINALIZER = 'illm.lab/fake-clusters';

const cluster = (provider = 'fake'): ClusterObject => ({
  metadata: {
    name: NAME,
    namespace: 'demo-abcde',
    uid: 'u',
    resourceVersion: '1',
    labels: { 'illm.lab/run': 'demo-abcde', team: 'web' },
  },
  spec: { role: 'target', provider },
});

/** An API server with one object, whose changes are watched. */
class FakeHub {
  object?: ClusterObject;
  readonly others = new Map<string, unknown>();
  private tell: (line: unknown) => void = () => {};

  set(object: ClusterObject | undefined) {
    const type = object ? 'MODIFIED' : 'DELETED';
    this.tell({ type, object: object ?? this.object });
    this.object = object;
  }

  delete() {
    this.set({
      ...this.object!,
      metadata: { ...this.object!.metadata, deletionTimestamp: 'now' },
    });
  }

  async get<T>() {
    const items = this.object ? [this.object] : [];
    return { metadata: { resourceVersion: '1' }, items } as T;
  }

  async merge<T>(path: string, body: object) {
    if (!this.object) throw new ApiError(404, 'gone');
    const { metadata, status } = body as Partial<ClusterObject>;
    if (path !== (status ? `${PATH}/status` : PATH)) {
      throw new ApiError(400, `no such path: ${path}`);
    }
    const next = {
      ...this.object,
      metadata: { ...this.object.metadata, ...metadata },
      ...(status && { status }),
    };
    const over =
      next.metadata.deletionTimestamp && !next.metadata.finalizers?.length;
    this.set(over ? undefined : next);
    return next as T;
  }

  async apply<T>(path: string, body: object) {
    this.others.set(path, body);
    return body as T;
  }

  async remove(path: string) {
    this.others.delete(path);
  }

  watch(_: string, onLine: (line: unknown) => void, signal: AbortSignal) {
    this.tell = onLine;
    return new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve());
    });
  }
}

/** Makes clusters as the test says, and notes what it was asked for. */
class FakeMaker implements ClusterMaker {
  readonly provider = 'fake';
  readonly asked: string[] = [];
  known: string[] = [];
  refused?: string;
  made: () => Promise<string | undefined> = async () => undefined;
  state: GroupState = { ready: true, message: '' };

  kubernetesVersion() {
    return 'v1.35.4';
  }

  refusal() {
    return this.refused;
  }

  list() {
    return this.known;
  }

  async make(): Promise<MadeCluster | string> {
    const reason = await this.made();
    if (reason) return reason;
    return {
      endpoint: 'https://there',
      start: async () => void this.asked.push('start'),
      stop: async () => void this.asked.push('stop'),
      group: (group: Group) => (group === 'argo' ? undefined : this.state),
      access: async () => ({
        kubeconfig: 'admin',
        portal: { server: 'https://there', caData: 'CA', token: 'portal' },
      }),
    };
  }

  async end(name: string) {
    this.asked.push(`end ${name}`);
  }
}

let hub: FakeHub;
let maker: FakeMaker;
let provider: Provider;
let running: Promise<void>;

async function provide(object?: ClusterObject) {
  hub.object = object;
  const logger = { info: () => {}, warn: () => {} };
  provider = new Provider({ api: hub, maker, logger });
  await new Promise<void>(ready => {
    running = provider.run(ready);
  });
}

beforeEach(() => {
  hub = new FakeHub();
  maker = new FakeMaker();
});
afterEach(async () => {
  provider.stop();
  await running;
});

const phase = (wanted: string) =>
  eventually(`it is ${wanted}`, () => hub.object?.status?.phase === wanted);
const gone = () => eventually('the object is gone', () => !hub.object);

describe('Provider', () => {
  it('makes a cluster, says the ways in, and removes all of it', async () => {
    await provide(cluster());
    await phase('Ready');
    expect(hub.object).toMatchObject({
      metadata: { finalizers: [FINALIZER] },
      status: {
        endpoint: 'https://there',
        kubeconfigSecret: `${NAME}-kubeconfig`,
        kubernetesVersion: 'v1.35.4',
      },
    });
    expect(hub.others.get(KUBECONFIG)).toMatchObject({
      metadata: { labels: { 'illm.lab/run': 'demo-abcde' } },
      data: { kubeconfig: Buffer.from('admin').toString('base64') },
    });
    expect(hub.others.has(ANNOUNCED)).toBe(true);
    hub.delete();
    await gone();
    expect(maker.asked).toEqual(['start', 'stop', `end ${NAME}`]);
    expect(hub.others.has(ANNOUNCED)).toBe(false);
  });

  it('goes on where another one was, and ends what has no object', async () => {
    maker.known = [NAME, 'old-abcde-target'];
    const known = cluster();
    known.metadata.finalizers = [FINALIZER, 'of.another/one'];
    await provide(known);
    await phase('Ready');
    expect(maker.asked).toEqual(['end old-abcde-target', 'start']);
    hub.delete();
    await eventually(
      'it lets go',
      () => hub.object?.metadata.finalizers?.length === 1,
    );
    expect(hub.object?.metadata.finalizers).toEqual(['of.another/one']);
  });

  it('begins nothing when it is removed while it is being prepared', async () => {
    let go = (_?: string) => {};
    maker.made = () =>
      new Promise(resolve => {
        go = resolve;
      });
    await provide(cluster());
    await eventually('it has begun', () =>
      Boolean(hub.object?.metadata.finalizers),
    );
    hub.delete();
    go();
    await gone();
    expect(maker.asked).toEqual([`end ${NAME}`]);
  });

  it('removes what waits for room, and says what it waits for', async () => {
    maker.made = async () => 'All places are taken.';
    await provide(cluster());
    await phase('Pending');
    expect(hub.object?.status?.message).toBe('All places are taken.');
    hub.delete();
    await gone();
    expect(maker.asked).toEqual([`end ${NAME}`]);
  });

  it('goes on when there is room', async () => {
    let full = true;
    maker.made = async () => (full ? 'All places are taken.' : undefined);
    await provide(cluster());
    await phase('Pending');
    full = false;
    await phase('Ready');
    expect(maker.asked).toEqual(['start']);
  });

  it('ends a cluster whose object went without it', async () => {
    await provide(cluster());
    await phase('Ready');
    hub.set(undefined);
    await eventually('it is ended', () => maker.asked.includes(`end ${NAME}`));
    expect(maker.asked).toEqual(['start', 'stop', `end ${NAME}`]);
  });

  it('refuses what its maker can not do', async () => {
    maker.refused = 'spec.nodes is 3. Set 1.';
    await provide(cluster());
    await phase('Failed');
    expect(hub.object?.status?.message).toBe('spec.nodes is 3. Set 1.');
    expect(maker.asked).toEqual([]);
  });

  it('leaves the clusters of other providers alone', async () => {
    await provide(cluster('another'));
    hub.set(cluster('another'));
    hub.delete();
    expect(hub.object?.metadata.finalizers).toBeUndefined();
    expect(maker.asked).toEqual([]);
  });
});
