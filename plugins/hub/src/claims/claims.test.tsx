import { NotFoundError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aReport,
  lostSource,
  platform,
  web,
} from '../__testUtils__/catalogFixtures';
import {
  aClaim,
  aClaimDetail,
  claimList,
} from '../__testUtils__/claimFixtures';
import {
  address,
  fakeCatalogViews,
  fakeClaims,
  fakeCosts,
  fakeHub,
  renderHub,
} from '../__testUtils__/renderHub';
import { estimateText } from './words';

// jsdom has no layout, which the graph looks at.
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

const open = (path: string, claims: Parameters<typeof fakeClaims>[0]) =>
  renderHub(
    path,
    fakeHub({
      claims: fakeClaims(claims),
      catalogViews: fakeCatalogViews({
        listTeams: async () => ({ items: [platform, web] }),
      }),
      costs: fakeCosts({ getReport: async () => aReport([]) }),
    }),
  );
const PAGE = '/hub/claims/team-web/queue/mails';
const panel = (name: string) => screen.findByRole('region', { name });
const names = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);

describe('the list of claims', () => {
  const items = [
    aClaim(),
    aClaim({
      kind: 'Database',
      name: 'orders',
      state: 'proposed',
      team: 'group:default/platform',
      provider: 'azure',
      createdAt: null,
      resources: { total: 0, ready: 0 },
      pulls: [
        {
          number: 13,
          title: 'Orders',
          url: 'http://forge/pull/13',
          author: 'ada',
          action: 'adds',
          at: '2026-11-23T14:00:00Z',
        },
      ],
    }),
  ];

  it('says how they are, and filters by team, kind and state in its address', async () => {
    open('/hub/claims', { list: async () => claimList(items) });
    expect(
      await screen.findByRole('heading', {
        name: '2 claims · 1 not ready · 1 proposed',
      }),
    ).toBeVisible();
    const row = (
      await screen.findByRole('rowheader', { name: /mails/ })
    ).closest<HTMLElement>('[role=row]')!;
    expect(within(row).getByRole('link', { name: 'mails' })).toHaveAttribute(
      'href',
      PAGE,
    );
    expect(within(row).getByText('Not ready')).toBeVisible();
    expect(within(row).getByText('0 of 2 resources')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Pull request 13/ }),
    ).toHaveAttribute('href', 'http://forge/pull/13');

    await userEvent.click(screen.getByRole('button', { name: /Kind/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Database' }));
    await waitFor(() => expect(names()).toHaveLength(1));
    expect(address()).toBe('/hub/claims?kind=Database');
    await userEvent.click(screen.getByRole('button', { name: /Team/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Web' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all claims' }),
    );
    await waitFor(() => expect(names()).toHaveLength(2));
  });

  it('says why it is empty', async () => {
    open('/hub/claims', {
      list: async () =>
        claimList([], {
          source: {
            name: 'Crossplane',
            connected: false,
            reason: 'Crossplane is not on this hub, or not yet.',
          },
        }),
    });
    expect(await screen.findByText('No claims yet')).toBeVisible();
    expect(screen.getByText(/Crossplane is not on this hub/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'New claim' })).toBeVisible();
  });
});

describe('the page of a claim', () => {
  it('says how far it is, why no further, what it is made of and costs', async () => {
    open(PAGE, { get: async () => aClaimDetail() });
    expect(
      await screen.findByRole('heading', {
        name: 'Not ready This hub can’t reach AWS; nothing is paid.',
      }),
    ).toBeVisible();
    const way = within(await panel('From pull request to Ready'));
    expect(
      way.getByRole('link', { name: '#12 “Queue for mails” by grace' }),
    ).toHaveAttribute('href', 'http://forge/pull/12');
    expect(way.getByText('This hub can’t reach AWS.')).toBeVisible();

    const parts = within(await panel('What it is made of'));
    expect(
      parts.getByRole('rowheader', { name: 'mails-queue-queue' }),
    ).toBeVisible();
    expect(
      parts.getByText(
        'mails-queue-dead-letters is deleted only after mails-queue-queue: messages go there.',
      ),
    ).toBeVisible();
    expect(
      await parts.findByRole('figure', { name: /Queue mails is made of/ }),
    ).toBeVisible();

    const cost = within(await panel('Cost'));
    expect(cost.getByText('about €0.40 a month')).toBeVisible();
    expect(
      await cost.findByText('Nothing of it runs on the hub.'),
    ).toBeVisible();
    expect(
      within(await panel('Conditions')).getByText(/provider-aws-sqs is not/),
    ).toBeVisible();
    expect(
      within(await panel('Events')).getByText('ComposeResources (3 times)'),
    ).toBeVisible();
    expect(
      within(await panel('What was asked for')).getByText('maxReceives'),
    ).toBeVisible();
  });

  it('tells where the Secret is', async () => {
    open(PAGE, {
      get: async () =>
        aClaimDetail({
          claim: aClaim({ state: 'ready', sentence: 'It is there.' }),
          connection: {
            namespace: 'team-web',
            secret: 'mails-queue-connection',
            keys: ['url', 'username'],
            endpoint: 'sqs.example',
          },
        }),
    });
    const connect = within(await panel('How to connect'));
    expect(connect.getByText('mails-queue-connection')).toBeVisible();
    expect(connect.getByText('url, username')).toBeVisible();
    expect(connect.getByText('team-web')).toBeVisible();
  });

  it('follows it by itself, to what is left after its deletion', async () => {
    const answers = [
      aClaimDetail(),
      aClaimDetail({
        claim: aClaim({
          state: 'gone',
          sentence: 'It is deleted, and nothing of it is left.',
        }),
        resources: [],
      }),
    ];
    const { events } = open(PAGE, {
      get: async () => (answers.length > 1 ? answers.shift()! : answers[0]),
    });
    await panel('From pull request to Ready');
    act(() => events.send('area:claims', { type: 'changed', area: 'claims' }));
    expect(
      await screen.findByRole('heading', { name: /nothing of it is left/ }),
    ).toBeVisible();
    expect(await panel('What is left')).toBeVisible();
    expect(
      screen.getByText('There is nothing to connect to any more.'),
    ).toBeVisible();
  });

  const ownFile = { file: 'claims/team-web/queue-mails.yaml' };
  const form = (name: string) => {
    const { pathname, searchParams } = new URL(
      screen.getByRole('link', { name }).getAttribute('href')!,
      'http://lab',
    );
    return [pathname, JSON.parse(searchParams.get('formData')!)];
  };

  it('leads to its change and removal, each form filled in', async () => {
    const labels = {
      project: 'shop',
      environment: 'dev',
      'cost-center': 'cc-200',
    };
    const claim = aClaim({ labels });
    open(PAGE, { get: async () => aClaimDetail({ ...ownFile, claim }) });
    await panel('What was asked for');
    const named = { name: 'mails', owner: 'group:default/web' };
    expect(form('Change')).toEqual([
      '/create/templates/default/queue',
      {
        ...named,
        change: true,
        spec: { provider: 'aws', maxReceives: 5 },
        project: 'shop',
        environment: 'dev',
        costCenter: 'group:default/cc-200',
        experiment: 'component:default/http-baseline',
      },
    ]);
    expect(form('Remove')).toEqual([
      '/create/templates/default/remove-claim',
      { ...named, kind: 'Queue' },
    ]);
  });

  it.each([
    ['only proposed', { ...ownFile, claim: aClaim({ state: 'proposed' }) }],
    ['being deleted', { ...ownFile, claim: aClaim({ state: 'deleting' }) }],
    ['in a file that the form does not know', {}],
  ])('leads to no form when it is %s', async (_what, given) => {
    open(PAGE, { get: async () => aClaimDetail(given) });
    await panel('What was asked for');
    expect(screen.queryByRole('link', { name: 'Change' })).toBeNull();
  });

  it('offers the review of what is proposed', async () => {
    const pull = {
      number: 14,
      title: 'No more mails',
      url: 'http://forge/pull/14',
      author: 'ada',
      action: 'removes' as const,
      at: '2026-11-23T14:00:00Z',
    };
    open(PAGE, {
      get: async () => aClaimDetail({ claim: aClaim({ pulls: [pull] }) }),
    });
    expect(
      await screen.findByRole('link', { name: 'Review and merge' }),
    ).toHaveAttribute('href', pull.url);
    expect(screen.getByText('removes it')).toBeVisible();
  });

  it('keeps what was known beside why it may be old', async () => {
    open(PAGE, {
      get: async () => aClaimDetail({ source: lostSource('Crossplane') }),
    });
    expect(
      await screen.findByText(/^As of .*Crossplane is not reachable/),
    ).toBeVisible();
  });

  it('says that there is none', async () => {
    open(PAGE, {
      get: async () => {
        throw new NotFoundError('There is no queue “mails”');
      },
    });
    expect(
      await screen.findByText('There is no queue “mails” in team-web'),
    ).toBeVisible();
  });
});

describe('an estimate', () => {
  it.each([
    ['12', 'about €12.00 a month'],
    ['12 to 15 EUR', '12 to 15 EUR'],
    [' ', ' '],
  ])('%j', (estimate, text) => {
    expect(estimateText(estimate, 'EUR')).toBe(text);
  });
});
