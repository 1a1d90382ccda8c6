import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TOPIC_HUB } from '@illm-lab/plugin-hub-common';
import { aStatus } from '../__testUtils__/fixtures';
import { fakeHub, renderHub } from '../__testUtils__/renderHub';

describe('HomePage', () => {
  it('shows what is built, how far and how long, what can’t run, and then that all is well', async () => {
    const { events } = renderHub(
      '/',
      fakeHub({
        getStatus: async () =>
          aStatus({
            state: 'building',
            podsRunnable: false,
            podsReason: 'User namespaces are off. Run sysctl.',
            components: [
              { name: 'forge', ready: true },
              { name: 'etcd', ready: false, message: 'Waits for etcd' },
            ],
            tools: [
              { tool: 'etcd', state: 'ready', seconds: 7 },
              {
                tool: 'argoexec',
                state: 'building',
                seconds: 42,
                etaSeconds: 75,
              },
              { tool: 'k6', state: 'queued', etaSeconds: 365 },
            ],
          }),
      }),
    );

    expect(
      await screen.findByRole('heading', {
        name: 'The hub is still being built: 1 of 4 parts are ready',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', {
        name: 'Tools: 1 of 3 are there, about 6m 5s to go',
      }),
    ).toBeVisible();
    const argoexec = screen.getByText('argoexec').closest('li')!;
    expect(argoexec).toHaveTextContent('for 42s, ready in about 1m 15s');
    expect(within(argoexec).getByText('Building')).toBeVisible();
    expect(screen.getByText('Waits for etcd')).toBeVisible();
    expect(screen.getByText(/User namespaces are off/)).toBeVisible();
    expect(
      screen.getByText(/can be made, reviewed and merged already/),
    ).toBeVisible();

    act(() =>
      events.send(TOPIC_HUB, {
        type: 'hub',
        status: aStatus({
          sources: [{ name: 'Argo', connected: false, reason: 'No answer.' }],
        }),
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'The hub is well · 2 of 2 parts · Kubernetes 1.35.4',
      }),
    ).toBeVisible();
    expect(screen.queryByText('argoexec')).toBeNull();
    // It has never answered, so nobody has lost it.
    expect(screen.queryByText(/lost sight/)).toBeNull();

    const lost = {
      name: 'Argo',
      connected: false,
      reason: 'connect ECONNREFUSED 127.0.0.1:1',
      lastGoodAt: '2026-11-23T11:00:00Z',
    };
    act(() =>
      events.send(TOPIC_HUB, {
        type: 'hub',
        status: aStatus({ state: 'degraded', sources: [lost] }),
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'The hub runs, but the portal has lost sight of Argo',
      }),
    ).toBeVisible();
    expect(screen.getByText('The portal has lost sight of Argo')).toBeVisible();
    expect(screen.getByText(/Argo is not reachable\.$/)).toBeVisible();
    expect(screen.queryByText(/ECONNREFUSED/)).toBeNull();
    expect(
      screen.getByRole('link', { name: 'New experiment' }),
    ).toHaveAttribute('href', '/create/templates/default/experiment');
  });

  it('says that the hub can’t be asked, and asks again', async () => {
    const hub = fakeHub();
    hub.getStatus.mockRejectedValueOnce(new Error('Connection refused'));
    renderHub('/', hub);
    const alert = (await screen.findByText('Connection refused')).closest(
      '[role=alert]',
    ) as HTMLElement;
    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('heading', { name: /^The hub is well/ }),
    ).toBeVisible();
  });
});
