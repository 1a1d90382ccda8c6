import { type Cluster } from '@illm-lab/plugin-hub-common';
import { screen, within } from '@testing-library/react';
import {
  aReport,
  httpBaseline,
  httpFacts,
  lostSource,
  pullTwelve,
  web,
  wellSource,
} from '../__testUtils__/catalogFixtures';
import {
  fakeCatalogViews,
  fakeCosts,
  fakeHub,
  fakeNodes,
  renderHub,
} from '../__testUtils__/renderHub';

const queue = {
  ...httpBaseline,
  name: 'queue',
  entityRef: 'component:default/queue',
  lastRun: undefined,
  owner: 'group:default/data',
};
const target: Cluster = {
  name: 'run-target',
  title: 'http-baseline: target',
  server: 'https://127.0.0.1:6443',
  experiment: 'http-baseline',
  role: 'target',
  run: 'http-baseline-abc12',
  kubernetesVersion: null,
  nodes: 1,
  source: lostSource('Kubernetes'),
};

const rowOf = async (name: string) =>
  (await screen.findByRole('link', { name })).closest<HTMLElement>(
    '[role=row]',
  )!;

describe('the page Experiments', () => {
  it('shows clusters, last verdict, latency, runs, cost and the open pull request', async () => {
    renderHub(
      '/experiments?sort=cost&dir=desc',
      fakeHub({
        listExperiments: async () => ({ items: [queue, httpBaseline] }),
        catalogViews: fakeCatalogViews({
          listExperimentFacts: async () => ({ items: [httpFacts] }),
          listPulls: async () => ({
            items: [pullTwelve],
            source: wellSource('The forge'),
          }),
          listTeams: async () => ({ items: [web] }),
        }),
        nodes: fakeNodes({
          listClusters: async () => ({
            items: [target],
            source: wellSource('Argo CD'),
          }),
        }),
        costs: fakeCosts({
          getReport: async () =>
            aReport([{ values: { experiment: 'http-baseline' }, total: 3.5 }]),
        }),
      }),
    );
    const row = within(await rowOf('http-baseline'));
    expect(await row.findByText('target: not reachable')).toBeInTheDocument();
    expect(row.getByText('Passed')).toBeVisible();
    expect(
      row.getByRole('img', {
        name: 'p95 of the last 3 runs, 231 ms in the last',
      }),
    ).toBeVisible();
    expect(row.getByText('42')).toBeVisible();
    expect(await row.findByText('€3.50')).toBeVisible();
    expect(
      row.getByRole('link', { name: /^Pull request 12, Add grpc-latency/ }),
    ).toHaveAttribute('href', 'http://localhost:7008/illm/lab/pull/12');
    expect(within(await rowOf('queue')).getByText('never run')).toBeVisible();
    expect(
      screen.getAllByRole('rowheader').map(cell => cell.textContent),
    ).toEqual([
      expect.stringContaining('http-baseline'),
      expect.stringContaining('queue'),
    ]);
  });

  it('shows the catalog’s experiments with every other source away', async () => {
    renderHub(
      '/experiments?owner=group:default/web',
      fakeHub({
        listExperiments: async () => ({ items: [queue, httpBaseline] }),
      }),
    );
    const row = within(await rowOf('http-baseline'));
    expect(row.getByText('Passed')).toBeVisible();
    expect(
      row.getByRole('button', { name: 'Run http-baseline' }),
    ).toBeEnabled();
    // The filter of the address holds while the teams are not known.
    expect(screen.queryByRole('link', { name: 'queue' })).toBeNull();
    for (const what of ['Runs and trends', 'Costs', 'Pull requests']) {
      expect(
        await screen.findByText(new RegExp(`^${what} could not be loaded`)),
      ).toBeVisible();
    }
  });
});
