import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { TOPIC_RUNS } from '@illm-lab/plugin-hub-common';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { hubEventsApiRef } from '../api/hubEvents';
import { createQueryClient, queryClientApiRef } from '../api/queryClient';
import { aRun, failedRun } from '../__testUtils__/fixtures';
import { FakeHubEvents } from '../__testUtils__/FakeHubEvents';
import { fakeHub, type FakeHub } from '../__testUtils__/renderHub';
import { runsRouteRef } from '../routes';
import { HubState } from '../state/HubState';
import { ExperimentHeader } from './ExperimentHeader';
import { ExperimentRuns } from './ExperimentRuns';
import { LastRunCard } from './LastRunCard';

function renderOnEntity(element: JSX.Element, hub: FakeHub) {
  const events = new FakeHubEvents();
  renderInTestApp(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'http-baseline' },
      }}
    >
      <HubState>{element}</HubState>
    </EntityProvider>,
    {
      mountedRoutes: {
        '/runs': runsRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.permission(),
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
        hub,
        [hubEventsApiRef, events],
        [queryClientApiRef, createQueryClient()],
      ],
    },
  );
  return events;
}

describe('an experiment’s page in the catalog', () => {
  it('shows the experiment’s own runs only', async () => {
    const hub = fakeHub({ listRuns: async () => ({ items: [], total: 0 }) });
    renderOnEntity(<ExperimentRuns />, hub);
    expect(
      await screen.findByText('http-baseline has not run yet'),
    ).toBeVisible();
    expect(hub.listRuns).toHaveBeenCalledWith(
      expect.objectContaining({ experiment: 'http-baseline' }),
      expect.anything(),
    );
  });

  it('has Run at the top, on every tab', async () => {
    const hub = fakeHub({
      getExperimentInputs: async () => ({
        experiment: 'http-baseline',
        commit: 'c'.repeat(40),
        inputs: [],
      }),
    });
    renderOnEntity(<ExperimentHeader tabs={[]} />, hub);
    const remove = await screen.findByRole('link', { name: 'Remove…' });
    expect(decodeURIComponent(remove.getAttribute('href')!)).toBe(
      '/create/templates/default/remove-experiment?formData={"experiment":"component:default/http-baseline"}',
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Run…' }));
    expect(
      await screen.findByRole('button', { name: 'Run http-baseline' }),
    ).toBeVisible();
  });

  it('shows the last run, and the next once it has begun', async () => {
    const hub = fakeHub({
      listRuns: async () => ({ items: [failedRun], total: 1 }),
    });
    const events = renderOnEntity(<LastRunCard />, hub);
    expect(await screen.findByText(failedRun.message!)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Run #42' })).toHaveAttribute(
      'href',
      '/runs/http-baseline-abc12',
    );

    const next = aRun({ number: 43 });
    hub.listRuns.mockResolvedValue({ items: [next], total: 2 });
    act(() => events.send(TOPIC_RUNS, { type: 'run', run: next }));
    expect(await screen.findByRole('link', { name: 'Run #43' })).toBeVisible();
  });
});
