import {
  noRuns,
  type CatalogViewsApi,
  type CostsApi,
  type HubApi,
  type NodesApi,
  type ServicesApi,
  TOPIC_RUNS,
} from '@illm-lab/plugin-hub-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  budgets,
  httpBaseline,
  httpFacts,
  lostSource,
  nodePage,
  pullTwelve,
  serviceList,
  wellSource,
} from '../../__testUtils__/catalogFixtures';
import { aRun, runningRun } from '../../__testUtils__/fixtures';
import {
  fakeCatalogViews,
  fakeCosts,
  fakeHub,
  fakeNodes,
  fakeServices,
  renderHub,
} from '../../__testUtils__/renderHub';

/** What the dashboard asks; one answer is replaced by a fault. */
interface Answers {
  services: ServicesApi['list'];
  nodes: NodesApi['listNodes'];
  activity: CatalogViewsApi['getActivity'];
  budgets: CostsApi['getBudgets'];
  runs: HubApi['listRuns'];
  experiments: HubApi['listExperiments'];
  facts: CatalogViewsApi['listExperimentFacts'];
  pulls: CatalogViewsApi['listPulls'];
}

const answers: Answers = {
  services: async () => serviceList,
  nodes: async () => nodePage,
  activity: async () => ({
    ...noRuns(),
    total: 17,
    passed: 12,
    failed: 1,
    error: 2,
    stopped: 1,
    running: 1,
  }),
  budgets: async () => budgets,
  runs: async request =>
    request?.state === 'running'
      ? { items: [runningRun], total: 1 }
      : { items: [], total: 0 },
  experiments: async () => ({ items: [httpBaseline] }),
  facts: async () => ({ items: [httpFacts] }),
  pulls: async () => ({
    items: [pullTwelve],
    source: wellSource('The forge'),
  }),
};

function home(changed: Partial<Answers> = {}, own?: string[]) {
  const given = { ...answers, ...changed };
  return renderHub(
    '/',
    fakeHub({
      services: fakeServices({ list: given.services }),
      nodes: fakeNodes({ listNodes: given.nodes }),
      costs: fakeCosts({ getBudgets: given.budgets }),
      catalogViews: fakeCatalogViews({
        getActivity: given.activity,
        listExperimentFacts: given.facts,
        listPulls: given.pulls,
      }),
      listRuns: given.runs,
      listExperiments: given.experiments,
      getRun: async () => runningRun,
    }),
    { own },
  );
}

/** What stands on the page when a source is well, by the source. */
const SHOWN: Record<keyof Answers, () => Promise<HTMLElement>> = {
  services: () => screen.findByText('services well'),
  nodes: () => screen.findByText('nodes at work · 1 to attend to · 11 pods'),
  activity: () =>
    screen.findByText('12 passed, 1 failed, 2 errors, 1 stopped, 1 at work'),
  budgets: () => screen.findByText('of €50.00 · €44.00 expected'),
  runs: () => screen.findByRole('button', { name: 'Stop http-baseline #42' }),
  experiments: () => screen.findByRole('button', { name: 'Run http-baseline' }),
  facts: () => screen.findByText('231 ms'),
  pulls: () => screen.findByRole('link', { name: /#12 Add grpc-latency/ }),
};
/** Without the experiments there is nothing to draw a trend beside. */
const NEEDS: Partial<Record<keyof Answers, keyof Answers>> = {
  facts: 'experiments',
};
const SOURCES = Object.keys(SHOWN) as (keyof Answers)[];

describe('the dashboard', () => {
  it('shows the lab at a glance, with the way to act beside each thing', async () => {
    home();
    for (const source of SOURCES) expect(await SHOWN[source]()).toBeVisible();
    expect(screen.getByText('€33.50')).toBeVisible();

    const attention = screen.getByRole('region', { name: 'Needs attention' });
    expect(
      within(attention)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringContaining('by kubectl'),
      expect.stringContaining('91 % full'),
      expect.stringContaining('€32.00 of €40.00'),
    ]);
    expect(
      within(attention).getByRole('link', { name: 'node n100' }),
    ).toHaveAttribute('href', '/hub/nodes/hub/n100');
    expect(
      screen.getByRole('progressbar', {
        name: 'http-baseline #42: 1 of 2 steps done',
      }),
    ).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Stop http-baseline #42' }),
    );
    expect(
      await screen.findByText('Stop run #42 of http-baseline?'),
    ).toBeVisible();
  });

  it('shows a run that begins, without a reload', async () => {
    const runs = jest.fn(answers.runs);
    runs.mockResolvedValue({ items: [], total: 0 });
    const { events } = home({ runs });
    expect(await screen.findByText(/Nothing runs at present/)).toBeVisible();
    runs.mockImplementation(answers.runs);
    act(() => events.send(TOPIC_RUNS, { type: 'run', run: runningRun }));
    expect(await SHOWN.runs()).toBeVisible();
  });

  const faults: Record<string, () => Promise<never>> = {
    down: async () => {
      throw new Error('connection refused');
    },
    slow: () => new Promise(() => {}),
    rubbish: async () => ({ no: 'items' } as never),
  };
  const cases = SOURCES.flatMap(source =>
    Object.keys(faults).map(fault => [source, fault] as const),
  );
  it.each(cases)(
    'with %s %s keeps all its other parts',
    async (source, fault) => {
      // React says on the console what a boundary has caught.
      jest.spyOn(console, 'error').mockImplementation(() => {});
      home({ [source]: faults[fault] });
      const others = SOURCES.filter(
        other => other !== source && NEEDS[other] !== source,
      );
      for (const other of others) {
        expect(await SHOWN[other]()).toBeVisible();
      }
      const reasons = fault === 'down' ? [/connection refused/] : [];
      for (const reason of reasons) {
        expect((await screen.findAllByText(reason))[0]).toBeVisible();
      }
      jest.restoreAllMocks();
    },
  );

  it('says how old the figures are whose source was lost', async () => {
    home({
      budgets: async () => ({ ...budgets, source: lostSource('OpenCost') }),
    });
    expect(
      await screen.findByText(
        /^As of .*OpenCost is not reachable: connection refused\.$/,
      ),
    ).toBeVisible();
    expect(screen.getByText('€33.50')).toBeVisible();
  });

  it('takes no answer at all for no zero', async () => {
    const source = { name: 'OpenCost', connected: false, reason: 'down' };
    const items = budgets.items.map(item => ({
      ...item,
      spent: null,
      projected: null,
      state: 'unknown' as const,
    }));
    const notMeasured = 'OpenCost has not answered yet: down.';
    home({ budgets: async () => ({ ...budgets, items, notMeasured, source }) });
    expect(await screen.findByText(notMeasured)).toBeVisible();
    expect(screen.queryByText(/€0/)).toBeNull();
  });

  it('has the reader’s own experiments: the team’s and those run last', async () => {
    const named = (name: string, given: object) => ({
      ...httpBaseline,
      name,
      lastRun: undefined,
      ...given,
    });
    const ranAt = (createdAt: string, requestedBy = 'user:default/linus') => ({
      lastRun: aRun({ id: createdAt, createdAt, requestedBy }),
    });
    home(
      {
        experiments: async () => ({
          items: [
            named('team-old', ranAt('2026-11-01T00:00:00Z')),
            named('foreign', { owner: 'group:default/data' }),
            named('ran-it', {
              owner: 'group:default/data',
              ...ranAt('2026-11-20T00:00:00Z', 'user:default/grace'),
            }),
            named('team-new', {}),
          ],
        }),
      },
      ['user:default/grace', 'group:default/web'],
    );
    const panel = within(
      await screen.findByRole('region', { name: 'Your experiments' }),
    );
    await panel.findByRole('link', { name: 'team-new' });
    expect(
      panel
        .getAllByRole('button', { name: /^Run / })
        .map(button => button.getAttribute('aria-label')),
    ).toEqual(['Run team-new', 'Run ran-it', 'Run team-old']);
  });
});
