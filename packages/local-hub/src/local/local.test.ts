import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { layout } from '../hub/layout';
import { toolSet } from '../tools';
import { LocalMaker } from './LocalMaker';
import { PlaceBook } from './PlaceBook';
import { clusterLayout, PLACES } from './places';
import { conditionsOf } from '../clusters/status';
import { Timeline } from '../clusters/Timeline';
import { ClusterObject } from '../clusters/types';

const GIB = 2 ** 30;
const range = (text: string) => {
  const [address, bits] = text.split('/');
  const start = address
    .split('.')
    .reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { start, end: start + 2 ** (32 - Number(bits)) - 1 };
};

describe('places', () => {
  const hubs = [7007, 7107, 7407, 7907, 11907];
  const all = hubs.flatMap(port =>
    Array.from({ length: PLACES }, (_, place) =>
      clusterLayout(layout('/state', port), `c${place}`, place),
    ),
  );

  it('gives no two clusters of any hubs a port in common', () => {
    const ports = [
      ...all.flatMap(one => Object.values(one.ports)),
      ...hubs.flatMap(port => Object.values(layout('/state', port).ports)),
    ];
    expect(new Set(ports).size).toBe(ports.length);
    // Above are the ports that the system hands out by itself.
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  it('gives no two clusters an address in common, nor one with a hub', () => {
    const ranges = [...all, ...hubs.map(port => layout('/state', port))]
      .flatMap(({ network }) => [network.processes, network.loadBalancers])
      .map(range)
      .sort((a, b) => a.start - b.start);
    for (let i = 1; i < ranges.length; i++) {
      expect(ranges[i].start).toBeGreaterThan(ranges[i - 1].end);
    }
  });
});

describe('PlaceBook', () => {
  let dir: string;
  const book = (memory = 8 * GIB, hasPorts = async () => true) =>
    new PlaceBook(layout(dir, 9907), { memory: () => memory, hasPorts });
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'lab-test-places-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('keeps a cluster’s place for whoever comes after', async () => {
    const first = await book().take('a', 'uid-a');
    const again = await book().take('a', 'uid-a');
    const other = await book().take('b', 'uid-b');
    if (typeof first === 'string' || typeof other === 'string') {
      throw new Error('no place');
    }
    expect(again).toMatchObject({ port: first.port });
    expect(other.port).not.toBe(first.port);
    expect(
      book()
        .list()
        .map(({ name, uid }) => [name, uid])
        .sort(),
    ).toEqual([
      ['a', 'uid-a'],
      ['b', 'uid-b'],
    ]);
    book().free('a');
    expect(await book().take('c', 'uid-c')).toMatchObject({ port: first.port });
  });

  it('passes over places whose ports another program holds', async () => {
    let looked = 0;
    const first = await book().take('a', 'uid-a');
    const other = await book(8 * GIB, async () => {
      looked += 1;
      return looked > 2;
    }).take('b', 'uid-b');
    const ports = [first, other].map(one =>
      typeof one === 'string' ? one : one.port,
    );
    expect(looked).toBe(3);
    expect(new Set(ports).size).toBe(2);
    expect(await book(8 * GIB, async () => false).take('c', 'uid-c')).toMatch(
      /Other programs hold the ports of all free places/,
    );
  });

  it('says why there is no place now', async () => {
    expect(await book(GIB / 4).take('a', 'uid')).toMatch(
      /256 MiB of memory left, and a cluster takes 500/,
    );
    for (let i = 0; i < PLACES; i++) await book().take(`c${i}`, `uid-${i}`);
    expect(await book().take('one-more', 'uid')).toMatch(
      /room for 8 clusters, and all of it is taken/,
    );
  });
});

describe('conditions', () => {
  const ready = { ready: true, message: '' };

  it('is ready when pods can run, while Argo is still to come', () => {
    const conditions = conditionsOf({
      'control-plane': ready,
      node: ready,
      argo: { ready: false, message: 'redis: Starting' },
    });
    expect(conditions.map(({ type, status }) => [type, status])).toEqual([
      ['ControlPlaneReady', 'True'],
      ['NodeReady', 'True'],
      ['ArgoReady', 'False'],
      ['Ready', 'True'],
    ]);
    expect(conditions[2].message).toBe('redis: Starting');
  });

  it('says what is missing, and keeps the time of what did not change', () => {
    const then = '2026-01-01T00:00:00.000Z';
    const before = conditionsOf({ 'control-plane': ready }).map(one => ({
      ...one,
      lastTransitionTime: then,
    }));
    const after = conditionsOf(
      {
        'control-plane': ready,
        node: { ready: false, message: 'node-agent: Starting' },
      },
      before,
    );
    expect(after[0].lastTransitionTime).toBe(then);
    expect(after[2]).toMatchObject({
      type: 'Ready',
      status: 'False',
      message: 'node-agent: Starting',
    });
    expect(after[2].lastTransitionTime).not.toBe(then);
  });
});

describe('refusal', () => {
  const repoRoot = path.resolve(__dirname, '../../../..');
  const dir = mkdtempSync(path.join(tmpdir(), 'refusal-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const maker = () =>
    new LocalMaker({
      places: new PlaceBook(layout(dir, 7007)),
      repoRoot,
      cacheDir: dir,
      tools: toolSet({ repoRoot }),
    });
  const cluster = (spec: Partial<ClusterObject['spec']>) =>
    ({ spec: { role: 'target', provider: 'local', ...spec } } as ClusterObject);

  it.each([{}, { nodes: 1, kubernetesVersion: '1.35' }])('none of %j', spec => {
    expect(maker().refusal(cluster(spec))).toBeUndefined();
  });

  it.each([
    [{ nodes: 3 }, /spec.nodes is 3: .*one node/],
    [{ kubernetesVersion: '1.3' }, /spec.kubernetesVersion is 1.3: .*1.35/],
    [{ kubernetesVersion: '1.34' }, /has Kubernetes 1.35/],
  ])('of %j says what helps', (spec, message) => {
    expect(maker().refusal(cluster(spec))).toMatch(message);
  });
});

it('a part of the timeline that is done stays done', () => {
  const timeline = new Timeline();
  timeline.begin('node', 'Node', 'waiting');
  timeline.begin('node', 'Node', 'starting');
  expect(timeline.list()).toMatchObject([{ message: 'starting' }]);
  timeline.end('node');
  const [{ finishedAt }] = timeline.list();
  const later = new Timeline(timeline.list());
  later.begin('node', 'Node', 'restarting');
  later.end('node');
  expect(later.list()).toEqual([expect.objectContaining({ finishedAt })]);
  expect(later.list()[0].message).toBeUndefined();
});
