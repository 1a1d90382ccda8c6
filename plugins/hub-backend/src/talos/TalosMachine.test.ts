import net from 'node:net';
import { eventually } from '../__testUtils__/startHub';
import { authority } from './__testUtils__/pki';
import { FakeTalos } from './__testUtils__/FakeTalos';
import { parseTalosconfig } from './talosconfig';
import { TalosClient } from './TalosClient';
import { TalosMachine } from './TalosMachine';

/** Short for a silent machine, long enough for a busy one that answers. */
const TIMEOUT_MS = 2_000;
const MINUTE = 60_000;

describe('TalosMachine', () => {
  let talos: FakeTalos;
  let now: number;
  const open: TalosMachine[] = [];

  beforeEach(async () => {
    now = Date.now();
    talos = new FakeTalos();
    await talos.up();
  });
  afterEach(() => {
    open.splice(0).forEach(one => one.close());
    talos.down();
  });

  async function machine(
    given: Parameters<FakeTalos['talosconfig']>[0] = {},
    address = '127.0.0.1',
  ) {
    const { contexts } = parseTalosconfig(await talos.talosconfig(given));
    const one = new TalosMachine(
      address,
      new TalosClient(contexts[0], address, TIMEOUT_MS),
      () => now,
    );
    open.push(one);
    return one;
  }

  it('joins what each part says, and counts processors from answer to answer', async () => {
    const one = await machine();
    await one.poll();
    expect(one.current()).toMatchObject({
      source: { name: 'Talos on 127.0.0.1', connected: true },
      version: { tag: 'v1.13.0', platform: 'metal', schematic: 'abc123' },
      machine: { stage: 'running', ready: true, unmet: [] },
      etcd: { leader: '7', memberId: '7', alarms: [], dbSize: 1000 },
      memory: { total: 1000 * 1024, available: 250 * 1024 },
      cpu: null,
      gaps: [],
    });
    talos.answers.SystemStat = {
      messages: [{ cpu_total: { user: 130, system: 30, idle: 340 } }],
    };
    now += MINUTE;
    await one.poll();
    // 60 busy of 100 seconds.
    expect(one.current().cpu).toBeCloseTo(0.6);
  });

  it('leaves out what a machine has not', async () => {
    talos.answers.resources = {};
    delete talos.answers.EtcdMemberList;
    const one = await machine();
    await one.poll();
    expect(one.current()).toMatchObject({
      source: { connected: true },
      machine: null,
      time: null,
      etcd: null,
      disks: [],
      gaps: [],
    });
  });

  it('counts each file system once, and none that is full by nature', async () => {
    const mount = (filesystem: string, mounted_on: string, available = 5) => ({
      filesystem,
      mounted_on,
      size: 10,
      available,
    });
    talos.answers.Mounts = {
      messages: [
        {
          stats: [
            mount('/dev/loop0', '/', 0),
            mount('tmpfs', '/run'),
            mount('tmpfs', '/tmp'),
            mount('/dev/sda6', '/var'),
            mount('/dev/sda6', '/etc/kubernetes'),
            mount('/dev/sr0', '/media', 0),
          ],
        },
      ],
    };
    const one = await machine();
    await one.poll();
    expect(one.current().mounts?.map(({ mountedOn }) => mountedOn)).toEqual([
      '/run',
      '/tmp',
      '/var',
    ]);
  });

  it('asks seldom what changes seldom', async () => {
    const one = await machine();
    for (let i = 0; i < 4; i++) {
      await one.poll();
      now += 15_000;
    }
    expect(talos.asked.get('Memory')).toBe(4);
    expect(talos.asked.get('Mounts')).toBe(1);
    await one.poll();
    expect(talos.asked.get('Mounts')).toBe(2);
  });

  it('passes a call on to a machine that is no endpoint', async () => {
    const one = await machine({}, '10.0.0.7');
    await one.poll();
    expect(one.current().source.connected).toBe(true);
    expect(new Set(talos.nodes)).toEqual(new Set(['10.0.0.7']));
  });

  it('passes a call on through the next endpoint while the first is down (case 23-second-endpoint)', async () => {
    const { contexts } = parseTalosconfig(await talos.talosconfig());
    const closed = new FakeTalos();
    await closed.up();
    closed.down();
    const endpoints = [closed.endpoint, talos.endpoint];
    const one = new TalosMachine(
      '192.0.2.21',
      new TalosClient({ ...contexts[0], endpoints }, '192.0.2.21', TIMEOUT_MS),
      () => now,
    );
    open.push(one);
    await one.poll();
    expect(one.current()).toMatchObject({
      source: { connected: true },
      version: { tag: 'v1.13.0' },
      gaps: [],
    });
    expect(one.current().disks).not.toEqual([]);
    // The first is back, and now the second goes.
    talos.down();
    closed.authority = talos.authority;
    await closed.up();
    await eventually(async () => {
      await one.poll();
      expect(one.current().source.connected).toBe(true);
    });
    closed.down();
  });

  it.each(['EtcdStatus', 'Disks.block.talos.dev', 'Memory'])(
    'says that %s is slow, keeps its last answer, and shows the rest',
    async part => {
      const one = await machine();
      await one.poll();
      const { etcd, disks, memory } = one.current();
      talos.silent.add(part);
      talos.answers.LoadAvg = { messages: [{ load1: 9 }] };
      now += MINUTE;
      await one.poll();
      const after = one.current();
      expect(after.source.connected).toBe(true);
      expect(after.gaps).toEqual([
        {
          part: expect.any(String),
          reason: `${talos.endpoint} did not answer within 2 s.`,
          lastGoodAt: new Date(now - MINUTE).toISOString(),
        },
      ]);
      expect(after).toMatchObject({ etcd, disks, memory, load: [9, 0, 0] });
      talos.silent.clear();
      now += MINUTE;
      await one.poll();
      expect(one.current().gaps).toEqual([]);
    },
  );

  it.each([
    ['Memory', { messages: [] }, 'memory'],
    ['SystemStat', { messages: [{}] }, 'processors'],
    ['EtcdStatus', { messages: [{}] }, 'etcd'],
  ])('says that %s is rubbish', async (method, answer, part) => {
    talos.answers[method] = answer;
    const one = await machine();
    await one.poll();
    expect(one.current().gaps).toEqual([
      {
        part,
        reason: expect.stringMatching(
          /^It answered something that is no answer of Talos \(messages/,
        ),
        lastGoodAt: null,
      },
    ]);
  });

  it.each(['stage: 7', 'nothing', 'a: [1', ''])(
    'says that a resource is rubbish: %j',
    async yaml => {
      talos.answers.resources['MachineStatuses.runtime.talos.dev'] = [
        { id: 'machine', yaml },
      ];
      const one = await machine();
      await one.poll();
      expect(one.current().gaps.map(({ part }) => part)).toEqual([
        'machine stage',
      ]);
      expect(one.current().source.connected).toBe(true);
    },
  );

  it('says since when a machine is gone, keeps what it said last, and sees it return', async () => {
    const one = await machine();
    await one.poll();
    const { memory, services } = one.current();
    const lastGood = new Date(now).toISOString();
    talos.down();
    now += MINUTE;
    await one.poll();
    const since = new Date(now).toISOString();
    now += MINUTE;
    await one.poll();
    expect(one.current()).toMatchObject({
      source: {
        connected: false,
        reason: `${talos.endpoint} refuses connections. Does the machine run?`,
        lastGoodAt: lastGood,
      },
      since,
      memory,
      services,
      cpu: null,
      gaps: [],
    });
    await talos.up();
    now += MINUTE;
    await eventually(async () => {
      await one.poll();
      expect(one.current()).toMatchObject({
        source: { connected: true },
        since: new Date(now).toISOString(),
      });
    });
  });

  it('gives up a machine that takes connections and says nothing', async () => {
    const one = await machine();
    talos.silent.add('Version');
    await one.poll();
    expect(one.current().source).toEqual({
      name: 'Talos on 127.0.0.1',
      connected: false,
      reason: `${talos.endpoint} did not answer within 2 s.`,
    });
  });

  it('knows a server that is no Talos', async () => {
    talos.down();
    const other = net.createServer(socket =>
      socket.end('hello\r\n', () => socket.destroy()),
    );
    await new Promise<void>(resolve =>
      other.listen(talos.port, '127.0.0.1', resolve),
    );
    const one = await machine();
    await one.poll();
    other.close();
    expect(one.current().source).toMatchObject({
      connected: false,
      reason: expect.stringContaining(`${talos.endpoint} can’t be reached`),
    });
  });

  it('says that our certificate has expired without asking', async () => {
    const client = await talos.authority.issue('portal', -1);
    const one = await machine({ client });
    await one.poll();
    expect(one.current().source.reason).toMatch(
      /^Our client certificate expired on \d{4}-\d\d-\d\d\./,
    );
    expect(talos.asked.size).toBe(0);
  });

  it('says that the server refuses our certificate', async () => {
    const client = await (await authority('another')).issue('portal');
    const one = await machine({ client });
    await one.poll();
    expect(one.current().source.reason).toContain(
      `${talos.endpoint} hangs up when it sees our client certificate`,
    );
  });

  it('says that the server is not the one that the talosconfig trusts', async () => {
    const one = await machine({ ca: (await authority('another')).ca });
    await one.poll();
    expect(one.current().source.reason).toContain(
      `${talos.endpoint} is not trusted: its certificate is of another authority`,
    );
  });
});
