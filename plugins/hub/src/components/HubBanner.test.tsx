import { screen } from '@testing-library/react';
import { aStatus } from '../__testUtils__/fixtures';
import { fakeCosts, fakeHub, renderHub } from '../__testUtils__/renderHub';

const away = {
  name: 'OpenCost',
  connected: false,
  reason: 'connect ECONNREFUSED 127.0.0.1:9003',
};

it('says once on a page that the hub is still being built, and what works, in place of each source’s fault', async () => {
  renderHub(
    '/hub/costs',
    fakeHub({
      getStatus: async () =>
        aStatus({
          state: 'building',
          components: [
            { name: 'forge', ready: true },
            { name: 'argo-server', ready: true },
            { name: 'workflow-controller', ready: true },
            { name: 'opencost', ready: false },
          ],
          tools: [{ tool: 'opencost', state: 'building' }],
          sources: [away],
        }),
      costs: fakeCosts({
        getReport: async () => ({
          window: { from: '2026-11-18T00:00:00Z', to: '2026-11-25T00:00:00Z' },
          aggregate: ['cost-center'],
          currency: 'EUR',
          idleMode: 'separate',
          total: null,
          idle: null,
          unallocated: null,
          assets: null,
          notMeasured: 'OpenCost has not answered yet.',
          items: [],
          source: away,
        }),
      }),
    }),
  );
  expect(
    await screen.findByText(
      'The hub is still being built: 3 of 4 parts are ready',
    ),
  ).toBeVisible();
  expect(
    screen.getByText(
      'Experiments can be made and run already. To come: opencost.',
    ),
  ).toBeVisible();
  expect(await screen.findByText('No figures yet')).toBeVisible();
  expect(screen.queryByText(/ECONNREFUSED/)).toBeNull();
  expect(screen.queryByText(/€0/)).toBeNull();
});
