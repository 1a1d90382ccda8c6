import { TOPIC_RUNS } from '@illm-lab/plugin-hub-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aRun, failedRun, runningRun } from '../__testUtils__/fixtures';
import { address, fakeHub, renderHub } from '../__testUtils__/renderHub';

const experiments = async () => ({
  items: [
    {
      name: 'http-baseline',
      entityRef: 'component:default/http-baseline',
      title: 'http-baseline',
      description: null,
      owner: 'group:default/web',
    },
  ],
});

const hubWith = (...items: ReturnType<typeof aRun>[]) =>
  fakeHub({
    listExperiments: experiments,
    listRuns: async () => ({ items, total: items.length }),
  });

const rowOf = async (number: number) =>
  (
    await screen.findByRole('link', { name: new RegExp(`^Run ${number} `) })
  ).closest<HTMLElement>('[role=row]')!;

describe('RunsPage', () => {
  it('shows each run in words and links everything that it names', async () => {
    renderHub('/runs', hubWith({ ...failedRun, stages: undefined }));

    const row = within(await rowOf(42));
    expect(row.getByText('Failed')).toBeVisible();
    expect(row.getByText(failedRun.message!)).toBeVisible();
    expect(row.getByText('1m 12s')).toBeVisible();
    expect(row.getByRole('link', { name: /^Run 42 / })).toHaveAttribute(
      'href',
      '/runs/http-baseline-abc12',
    );
    expect(row.getByRole('link', { name: 'http-baseline' })).toHaveAttribute(
      'href',
      '/catalog/default/component/http-baseline',
    );
    expect(row.getByRole('link', { name: 'ada' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
    expect(row.getByRole('link', { name: /Commit a1b2c3d/ })).toHaveAttribute(
      'href',
      `http://localhost:7008/illm/lab/commit/${failedRun.commit}`,
    );
  });

  it('marks runs that have a star', async () => {
    renderHub(
      '/runs',
      hubWith(
        aRun({ starredBy: 'user:default/ada' }),
        aRun({ id: 'http-baseline-new01', number: 43 }),
      ),
    );
    expect(
      within(await rowOf(42)).getByRole('img', { name: 'Starred' }),
    ).toBeVisible();
    expect(
      within(await rowOf(43)).queryByRole('img', { name: 'Starred' }),
    ).toBeNull();
  });

  it('filters by what the URL says and writes there what is chosen', async () => {
    const { hub } = renderHub(
      '/runs?experiment=http-baseline',
      hubWith(aRun()),
    );
    await rowOf(42);
    expect(hub.listRuns).toHaveBeenLastCalledWith(
      expect.objectContaining({ experiment: 'http-baseline' }),
      expect.anything(),
    );

    await userEvent.click(screen.getByRole('button', { name: /Status/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Failed' }));

    expect(address()).toBe('/runs?experiment=http-baseline&status=failed');
    await waitFor(() =>
      expect(hub.listRuns).toHaveBeenLastCalledWith(
        expect.objectContaining({
          experiment: 'http-baseline',
          state: 'failed',
        }),
        expect.anything(),
      ),
    );
  });

  it('shows a change from its event, without asking the server again', async () => {
    const { hub, events } = renderHub('/runs', hubWith(runningRun));
    const row = within(await rowOf(42));
    expect(row.getByText('Running')).toBeVisible();
    const asked = hub.listRuns.mock.calls.length;

    act(() => events.send(TOPIC_RUNS, { type: 'run', run: aRun() }));
    expect(row.getByText('Passed')).toBeVisible();

    // An older event that comes late does not set it going again.
    act(() => events.send(TOPIC_RUNS, { type: 'run', run: runningRun }));
    expect(row.getByText('Passed')).toBeVisible();
    expect(hub.listRuns).toHaveBeenCalledTimes(asked);
  });

  it('asks again when a run arrives that belongs on the page', async () => {
    const { hub, events } = renderHub('/runs', hubWith(aRun()));
    await rowOf(42);
    const newer = aRun({ id: 'http-baseline-new01', number: 43 });
    hub.listRuns.mockResolvedValue({ items: [newer, aRun()], total: 2 });

    act(() => events.send(TOPIC_RUNS, { type: 'run', run: newer }));

    expect(await rowOf(43)).toBeVisible();
  });

  it('offers the step that fills an empty page, and the way out of a filter', async () => {
    renderHub('/runs?status=error', hubWith());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all runs' }),
    );
    expect(address()).toBe('/runs');
    expect(await screen.findByText('Nothing has run yet')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'New experiment' }),
    ).toHaveAttribute('href', '/create/templates/default/experiment');
  });

  it('says that the runs could not be loaded, and tries again', async () => {
    const hub = hubWith(aRun());
    hub.listRuns.mockRejectedValueOnce(new Error('The hub is not reachable'));
    renderHub('/runs', hub);

    expect(await screen.findByText('The hub is not reachable')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(42)).toBeVisible();
  });

  it('says when changes no longer arrive', async () => {
    const { events } = renderHub('/runs', hubWith(aRun()));
    await rowOf(42);
    act(() => events.setState('reconnecting'));
    expect(
      await screen.findByText(
        'Reconnecting to the hub',
        {},
        { timeout: 3_000 },
      ),
    ).toBeVisible();
    act(() => events.setState('open'));
    expect(screen.queryByText('Reconnecting to the hub')).toBeNull();
  });
});
