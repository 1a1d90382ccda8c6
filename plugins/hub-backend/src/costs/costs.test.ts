import { mockServices } from '@backstage/backend-test-utils';
import { CostQuery } from '@illm-lab/plugin-hub-common';
import allocations from './__fixtures__/allocation.json';
import assets from './__fixtures__/assets.json';
import { FakeOpenCost, FakePod } from '../__testUtils__/FakeOpenCost';
import { eventually } from '../__testUtils__/startHub';
import { sumMoney } from './allocation';
import { fakeDays } from '../__testUtils__/fakeDays';
import { CostHistory } from './CostHistory';
import { CostService } from './CostService';
import { OpenCostClient } from './OpenCostClient';
import { parseCosts } from './parseOpenCost';

/** A Wednesday, a little after a quarter past ten. */
const NOW = '2026-11-25T10:17:42.000Z';
const YESTERDAY = (hour: string) => `2026-11-24T${hour}:00:00Z`;
const CENT = 2;

const WEB = { team: 'web', cost_center: 'cc-200', illm_lab_experiment: 'http' };
const DATA = { team: 'data', cost_center: 'cc-200' };

/** A pod that ran yesterday, from one full hour to another. */
function ran(
  place: string,
  hours: string,
  used: Pick<FakePod, 'cores' | 'gib' | 'labels' | 'controller'>,
): FakePod {
  const [namespace, name] = place.split('/');
  const [from, to] = hours.split('-').map(YESTERDAY);
  return { namespace, pod: name, from, to, ...used };
}

let openCost: FakeOpenCost;
beforeEach(async () => {
  openCost = new FakeOpenCost();
  await openCost.up();
});
afterEach(() => openCost.stop());

/** The service on a fake OpenCost, at a time that the test can move on. */
function service(
  options: {
    token?: string;
    timeoutMs?: number;
    maxBytes?: number;
    patienceMs?: number;
  } = {},
) {
  const clock = { now: Date.parse(NOW) };
  const now = () => clock.now;
  const source = new CostHistory({
    days: fakeDays(),
    reader: new OpenCostClient({ url: openCost.url, ...options }),
    logger: mockServices.logger.mock(),
    now,
  });
  const costs = new CostService({
    source,
    currency: 'EUR',
    now,
    patienceMs: options.patienceMs,
  });
  return { clock, source, report: (query: CostQuery) => costs.report(query) };
}

const totals = (items: Array<{ key: string; cost: { total: number } }>) =>
  Object.fromEntries(items.map(({ key, cost }) => [key, cost.total]));

describe('costs', () => {
  it('are told to who has the token that is asked for', async () => {
    openCost.token = 'the-token';
    const { report } = service({ token: 'the-token' });
    expect((await report({ window: 'yesterday' })).assets).toBeGreaterThan(0);
    const refused = await service().report({ window: 'yesterday' });
    expect(refused.notMeasured).toMatch(/token is wrong or missing/);
  });

  it('are by any labels, and with idle they are the assets', async () => {
    openCost.pods = [
      ran('a/one', '02-05', { cores: 1, gib: 2, labels: WEB }),
      ran('a/two', '03-04', { cores: 0.5, gib: 1, labels: DATA }),
      ran('b/web-7f-x1', '00-04', {
        cores: 0.25,
        gib: 0,
        controller: { kind: 'deployment', name: 'web' },
      }),
    ];
    const { report } = service();
    const byTeam = await report({
      window: 'yesterday',
      aggregate: 'team',
      compare: 'none',
    });

    // 3 h × (1 × 0.04 + 2 × 0.005), 1 h × (0.5 × 0.04 + 0.005), 4 h × 0.25 × 0.04
    expect(totals(byTeam.items)).toEqual({
      web: expect.closeTo(0.15, 4),
      data: expect.closeTo(0.025, 4),
      __unallocated__: expect.closeTo(0.04, 4),
      __idle__: expect.closeTo(2.88 - 0.215, 4),
    });
    expect(byTeam).toMatchObject({
      window: {
        from: '2026-11-24T00:00:00.000Z',
        to: '2026-11-25T00:00:00.000Z',
      },
      total: expect.closeTo(24 * (2 * 0.04 + 8 * 0.005), CENT),
      assets: expect.closeTo(2.88, 5),
      unallocated: expect.closeTo(0.04, 4),
      source: { name: 'OpenCost', connected: true },
    });
    expect(
      byTeam.items.find(({ key }) => key === '__unallocated__'),
    ).toMatchObject({
      missing: [
        {
          label: 'team',
          count: 1,
          workloads: [
            {
              namespace: 'b',
              kind: 'Deployment',
              name: 'web',
              cost: expect.closeTo(0.04, 4),
            },
          ],
        },
      ],
    });

    const both = await report({
      window: 'yesterday',
      aggregate: 'cost-center,experiment',
      idle: 'hide',
    });
    expect(both.items.map(({ key, values }) => [key, values])).toEqual([
      ['cc-200/http', { 'cost-center': 'cc-200', experiment: 'http' }],
      [
        'cc-200/__unallocated__',
        { 'cost-center': 'cc-200', experiment: '__unallocated__' },
      ],
      [
        '__unallocated__',
        { 'cost-center': '__unallocated__', experiment: '__unallocated__' },
      ],
    ]);
    expect(both).toMatchObject({
      total: expect.closeTo(0.215, 4),
      idle: expect.closeTo(2.88 - 0.215, 4),
      unallocated: expect.closeTo(0.065, 4),
    });
  });

  it('share idle by what each resource cost, and filter afterwards', async () => {
    openCost.pods = [
      ran('a/one', '00-12', { cores: 1, gib: 0, labels: WEB }),
      ran('a/two', '00-12', { cores: 0.5, gib: 4, labels: DATA }),
    ];
    const { report } = service();
    const shared = await report({
      window: 'yesterday',
      aggregate: 'team',
      idle: 'share',
    });
    // Idle cores fall 2 : 1, idle memory on the one who has memory.
    const cpu = (24 * 2 - 12 * 1.5) * 0.04;
    const memory = (24 * 8 - 12 * 4) * 0.005;
    expect(totals(shared.items)).toEqual({
      data: expect.closeTo(12 * (0.5 * 0.04 + 4 * 0.005) + cpu / 3 + memory, 4),
      web: expect.closeTo(12 * 0.04 + (cpu * 2) / 3, 4),
    });
    expect(shared.total).toBeCloseTo(shared.assets!, 5);

    const web = await report({
      window: 'yesterday',
      aggregate: 'team',
      idle: 'share',
      filter: 'team:web',
    });
    expect(web.items.map(({ key }) => key)).toEqual(['web']);
    expect(web.items[0].cost.total).toBeCloseTo(totals(shared.items).web, 9);
  });

  it('compare with the same hours before, and go day by day', async () => {
    openCost.pods = [
      {
        namespace: 'a',
        pod: 'one',
        labels: WEB,
        cores: 1,
        gib: 0,
        from: '2026-11-23T00:00:00Z',
        to: '2026-11-25T05:00:00Z',
      },
    ];
    const { report } = service();
    const today = await report({
      window: 'today',
      aggregate: 'team',
      idle: 'hide',
      step: 'day',
    });
    expect(today.window).toEqual({
      from: '2026-11-25T00:00:00.000Z',
      to: '2026-11-25T10:17:00.000Z',
    });
    expect(today.items[0]).toMatchObject({
      key: 'web',
      cost: { total: expect.closeTo(5 * 0.04, 4) },
      previous: expect.closeTo((10 + 17 / 60) * 0.04, 4),
    });

    const days = await report({
      from: '2026-11-23T00:00:00Z',
      to: '2026-11-25T00:00:00Z',
      aggregate: 'team',
      idle: 'hide',
      step: 'day',
    });
    expect(
      days.series?.map(({ from, values }) => [from.slice(0, 10), values.web]),
    ).toEqual([
      ['2026-11-23', expect.closeTo(0.96, 4)],
      ['2026-11-24', expect.closeTo(0.96, 4)],
    ]);
    expect(days.previous?.total).toBe(0);
  });

  it.each([
    [{ aggregate: 'nonsense' }, /“nonsense”.*label:<name>/],
    [{ aggregate: ',' }, /names 0 labels/],
    [{ aggregate: 'label:' }, /“label:”/],
    [{ filter: 'team' }, /“team”.*<label>:<value>/],
    [{ from: 'yesterday' }, /from is “yesterday”.*RFC 3339/],
    [{ from: '2027-01-01T00:00:00Z' }, /no time that has passed/],
    [{ from: '2020-01-01T00:00:00Z' }, /longer than 400 days/],
  ])('refuse %j', async (query, message) => {
    await expect(service().report(query)).rejects.toThrow(message);
    expect(openCost.asked).toEqual([]);
  });
});

describe('what OpenCost gets wrong', () => {
  it('is never asked about the future or about parts of a minute', async () => {
    openCost.pods = [
      {
        namespace: 'a',
        pod: 'one',
        labels: WEB,
        cores: 1,
        gib: 0,
        from: YESTERDAY('00'),
        to: '2100-01-01T00:00:00Z',
      },
    ];
    await service().report({
      from: '2026-11-24T07:31:12Z',
      to: '2026-12-24T00:00:00Z',
    });
    expect(openCost.asked.length).toBeGreaterThan(0);
    for (const { from, to } of openCost.asked) {
      expect([from, to]).toEqual([
        expect.stringMatching(/T\d\d:00:00Z$/),
        expect.stringMatching(/T\d\d:\d\d:00Z$/),
      ]);
      expect(Date.parse(to)).toBeLessThanOrEqual(Date.parse(NOW));
    }
  });

  it('pods of one name, one after the other, cost only while they ran', async () => {
    const web = { kind: 'statefulset', name: 'db' };
    openCost.pods = [
      ran('a/db-0', '01-02', {
        cores: 1,
        gib: 0,
        labels: WEB,
        controller: web,
      }),
      ran('a/db-0', '20-21', {
        cores: 1,
        gib: 0,
        labels: DATA,
        controller: web,
      }),
    ];
    const { report } = service();
    const byWorkload = await report({
      window: 'yesterday',
      compare: 'none',
      aggregate: 'workload',
      idle: 'hide',
    });
    expect(totals(byWorkload.items)).toEqual({
      'a/db': expect.closeTo(0.08, 5),
    });
    const byTeam = await report({
      window: 'yesterday',
      aggregate: 'team',
      idle: 'hide',
      compare: 'none',
    });
    expect(totals(byTeam.items)).toEqual({
      web: expect.closeTo(0.04, 5),
      data: expect.closeTo(0.04, 5),
    });
    // By the hour: over a day OpenCost bills from the first sign of a pod to its
    // last, and takes the label that it had last for all of it.
    const lengths = openCost.asked.map(
      ({ from, to }) => Date.parse(to) - Date.parse(from),
    );
    expect(lengths.filter(length => length === 3_600_000)).toHaveLength(24);
  });

  it('has no idle where no pod ran; the node costs all the same', async () => {
    const { report } = service();
    const {
      items,
      assets: all,
      total,
    } = await report({ window: 'yesterday', compare: 'none' });
    expect(totals(items)).toEqual({ __idle__: expect.closeTo(2.88, 5) });
    expect(total).toBeCloseTo(all!, 12);
  });

  it('knows no figure of a time that was not measured, and compares with none', async () => {
    const { report } = service();
    // The hub's node is there for the last two days only.
    openCost.node = { ...openCost.node, from: '2026-11-24T00:00:00Z' };
    const before = await report({
      from: '2026-11-20T00:00:00Z',
      to: '2026-11-21T00:00:00Z',
      step: 'day',
    });
    expect(before).toMatchObject({
      items: [],
      total: null,
      idle: null,
      unallocated: null,
      assets: null,
      notMeasured: 'OpenCost has no figures of this time.',
      series: [{ total: null, values: {} }],
    });
    expect(before).not.toHaveProperty('previous');
    const since = await report({ window: 'yesterday' });
    expect(since.total).toBeGreaterThan(0);
    expect(since).not.toHaveProperty('notMeasured');
  });

  it('rounds to five decimals, which is most of what a small pod costs', async () => {
    openCost.node = {
      ...openCost.node,
      perCoreHour: 0.00334,
      perGibHour: 0.00045,
    };
    openCost.pods = [
      {
        namespace: 'a',
        pod: 'tiny',
        labels: WEB,
        cores: 0.001,
        gib: 0.01,
        from: YESTERDAY('00'),
        to: '2026-11-25T00:00:00Z',
      },
    ];
    const { report } = service();
    const { items } = await report({ window: 'yesterday', aggregate: 'team' });
    const exact = 24 * (0.001 * 0.00334 + 0.01 * 0.00045);
    expect(totals(items).web / exact).toBeCloseTo(1, 2);
  });

  it('knows neither filters nor shared idle nor all labels: it is not asked for them', async () => {
    await service().report({
      window: 'yesterday',
      aggregate: 'label:any',
      filter: 'team:web',
      idle: 'share',
    });
    for (const { query } of openCost.asked) {
      expect(
        [...query.keys()].filter(
          key => !['window', 'resolution'].includes(key),
        ),
      ).toEqual([]);
    }
  });

  it('answers an aggregation that it does not know with an item called ""', () => {
    expect(() =>
      parseCosts({
        allocations: {
          code: 200,
          data: [{ '': { name: '', properties: {} } }],
        },
        assets,
      }),
    ).toThrow('answered something that is no allocation');
  });

  it('is read from a real answer, and adds up', () => {
    const data = parseCosts({ allocations, assets });
    const sum = [...data.allocations, ...data.idle].reduce(
      (all, { cost }) => all + sumMoney(cost),
      0,
    );
    expect(sum).toBeCloseTo(data.assets, 12);
    expect(data.allocations).toContainEqual(
      expect.objectContaining({
        namespace: expect.stringMatching(/^http-baseline-/),
        workload: { kind: 'Deployment', name: 'target' },
        labels: expect.objectContaining({ team: 'web', cost_center: 'cc-200' }),
      }),
    );
    expect(data.allocations.filter(({ pod }) => / /.test(pod))).toEqual([]);
  });
});

describe('when OpenCost does not answer', () => {
  const good = async () => {
    openCost.pods = [
      {
        namespace: 'a',
        pod: 'one',
        labels: WEB,
        cores: 1,
        gib: 0,
        from: YESTERDAY('00'),
        to: '2026-11-25T10:00:00Z',
      },
    ];
    // Long enough for a busy machine to answer.
    const made = service({ timeoutMs: 1_500, patienceMs: 2_000 });
    const before = await made.report({ window: 'today', aggregate: 'team' });
    expect(before.source.connected).toBe(true);
    // The next minute has to be asked for.
    made.clock.now += 60_000;
    return { ...made, before };
  };

  it('shows what was good last, with its age and the reason', async () => {
    const { report, before } = await good();
    await openCost.stop();
    const after = await report({ window: 'today', aggregate: 'team' });
    expect(after).toMatchObject({
      items: before.items,
      source: {
        connected: false,
        reason: expect.stringMatching(/ECONNREFUSED/),
        lastGoodAt: before.source.lastGoodAt,
      },
    });
    await openCost.up();
  });

  it('does not wait for a slow one', async () => {
    const { report } = await good();
    const timers: NodeJS.Timeout[] = [];
    openCost.trouble = (_, response) => {
      timers.push(setTimeout(() => response.end('{}'), 10_000));
      return true;
    };
    const began = Date.now();
    const after = await report({ window: 'today', aggregate: 'team' });
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(after.source).toMatchObject({
      connected: false,
      reason: 'did not answer within 1.5 s',
    });
    timers.forEach(clearTimeout);
  });

  it('does not read an answer without an end, whether it states a length or not', async () => {
    const { report } = service({ maxBytes: 100_000 });
    let sent = 0;
    openCost.trouble = (_, response) => {
      const more = () => {
        sent += 10_000;
        if (!response.destroyed) response.write('x'.repeat(10_000), more);
      };
      more();
      return true;
    };
    const { source } = await report({ window: 'today', aggregate: 'team' });
    expect(source).toMatchObject({
      connected: false,
      reason: 'answered more than can be read',
    });
    // What was under way in sockets came too, and no more.
    expect(sent).toBeLessThan(50_000_000);
  });

  it.each(['constructor', '__proto__', 'toString', 'label:', 'colour'])(
    'are not told apart by %s',
    async aggregate => {
      const { report } = service();
      await expect(report({ window: 'today', aggregate })).rejects.toThrow(
        /can’t be told apart by .* Use team, /,
      );
    },
  );

  it.each([
    ['<html>', 'no JSON'],
    ['{}', 'no'],
    ['{"code":200,"data":[[]]}', 'no'],
    ['{"code":200,"data":{"x":{"properties":{},"totalCost":"much"}}}', 'no'],
    ['null', 'no'],
  ])('does not believe %s', async (body, reason) => {
    const { report } = await good();
    openCost.trouble = (_, response) => Boolean(response.end(body));
    const { source, items } = await report({
      window: 'today',
      aggregate: 'team',
    });
    expect(source).toMatchObject({
      connected: false,
      reason: expect.stringContaining(`answered something that is ${reason}`),
    });
    expect(items.map(({ key }) => key)).toEqual(['web', '__idle__']);
  });

  it('says what it says, and that there are no figures when there never were', async () => {
    openCost.trouble = (_, response) => {
      response.statusCode = 500;
      response.end('{"code":500,"message":"Error: prometheus is away"}');
      return true;
    };
    const { items, source, ...figures } = await service().report({
      window: 'today',
    });
    expect(items).toEqual([]);
    expect(figures).toMatchObject({
      total: null,
      idle: null,
      unallocated: null,
      assets: null,
      notMeasured: expect.stringMatching(
        /^OpenCost has not answered yet: .*500/,
      ),
    });
    expect(source).toEqual({
      name: 'OpenCost',
      connected: false,
      reason: expect.stringMatching(/status 500: .*prometheus is away/),
    });
  });

  it('asks no more of it for a while, and finds it again', async () => {
    const { report, clock } = await good();
    let refused = 0;
    openCost.trouble = (_, response) => {
      refused += 1;
      return Boolean(response.end('rubbish'));
    };
    await report({ window: '30d' });
    await report({ window: '30d' });
    expect(refused).toBeLessThan(12);
    // What was on its way has come back.
    await new Promise(resolve => setTimeout(resolve, 100));
    openCost.trouble = undefined;
    clock.now += 10_000;
    expect((await report({ window: 'yesterday' })).source).toEqual({
      name: 'OpenCost',
      connected: true,
      lastGoodAt: new Date(clock.now).toISOString(),
    });
  });

  it('answers with what is read so far when there is much to read', async () => {
    const { report } = service({ patienceMs: 50, timeoutMs: 15_000 });
    openCost.pods = [
      {
        namespace: 'a',
        pod: 'one',
        labels: WEB,
        cores: 1,
        gib: 0,
        from: '2026-10-01T00:00:00Z',
        to: NOW,
      },
    ];
    await report({ window: 'today', aggregate: 'team', compare: 'none' });
    let ready = () => {};
    openCost.busy = new Promise(resolve => {
      ready = resolve;
    });
    const early = await report({
      window: '7d',
      aggregate: 'team',
      compare: 'none',
    });
    expect(early.source).toMatchObject({
      connected: true,
      reason: expect.stringMatching(/^still reading [67] of 7 days/),
    });
    ready();
    const whole = await eventually(async () => {
      const later = await report({
        window: '7d',
        aggregate: 'team',
        compare: 'none',
      });
      expect(later.source.reason).toBeUndefined();
      return later;
    });
    expect(totals(whole.items).web).toBeCloseTo(
      (6 * 24 + 10 + 17 / 60) * 0.04,
      2,
    );
  }, 20_000);
});
