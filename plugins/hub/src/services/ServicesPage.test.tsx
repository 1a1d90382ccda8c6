import {
  areaTopic,
  type Service,
  type ServiceDetail,
  type ServiceList,
  type ServicesApi,
} from '@illm-lab/plugin-hub-common';
import {
  act,
  configure,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { apiError } from '../__testUtils__/apiError';
import {
  address,
  fakeHub,
  fakeServices,
  renderHub,
} from '../__testUtils__/renderHub';
import { aDetail, aService, blockedList, wellList } from './__testUtils__/data';

// Whether each element is hidden takes jsdom most of the time, and none is.
configure({ defaultHidden: true });

const TOPIC = areaTopic('services');
const changed = { type: 'changed', area: 'services' } as const;

const open = (
  path: string,
  services: Partial<ServicesApi>,
  options?: { mayAct?: boolean },
) => {
  const api = fakeServices(services);
  return {
    api,
    ...renderHub(path, fakeHub({ services: api }), options),
  };
};
const band = (name: RegExp) => screen.findByRole('row', { name });
const heading = (name: RegExp | string) =>
  screen.findByRole('heading', { level: 2, name });

describe('the list of services', () => {
  it('names the blocked wave with its cause, and clears when told of a change', async () => {
    const list = jest.fn<Promise<ServiceList>, []>(async () => blockedList);
    const { events } = open('/hub/services', { list });
    expect(
      await heading('Wave 2 of waves is blocked by waves-one.'),
    ).toBeVisible();
    const blocked = await band(/^waves, wave 2 Blocked Waits for wave 1/);
    expect(
      within(blocked).getByRole('link', { name: 'See waves-one' }),
    ).toHaveAttribute('href', '/hub/services/waves-one');
    expect(screen.getAllByRole('row').map(row => row.textContent)).toEqual([
      expect.stringContaining('Service'),
      expect.stringMatching(/^On their own/),
      expect.stringMatching(/^waves/),
      expect.stringMatching(/^waves, wave 1 Needs attention/),
      expect.stringMatching(/^waves-oneDegradedDeployment "waves-one"/),
      expect.stringMatching(/^waves, wave 2 Blocked/),
      expect.stringMatching(/^waves-twoBlockedNot there yet/),
    ]);

    list.mockResolvedValue(wellList);
    act(() => events.send(TOPIC, changed));
    expect(await heading('All 3 services are well.')).toBeVisible();
    expect(await band(/^waves, wave 2 Well/)).toBeVisible();
    expect(screen.queryByText('Blocked')).toBeNull();
  });

  it('says whose commit a service is and by which pull request', async () => {
    open('/hub/services', { list: async () => wellList });
    const row = within(await band(/^waves-one Healthy/));
    expect(row.getByRole('link', { name: /^Commit 9c627d0/ })).toHaveAttribute(
      'href',
      expect.stringMatching(/commit\/9c627d0/),
    );
    expect(row.getByRole('link', { name: 'PR #71' })).toBeVisible();
    expect(row.getByText('web 0.3.1 · 2.1.0')).toBeVisible();
  });

  it('keeps search and filter in the address, and finds the way out', async () => {
    open('/hub/services?show=attention', { list: async () => wellList });
    const all = await screen.findByRole('button', {
      name: 'Show all services',
    });
    await userEvent.click(all);
    expect(address()).toBe('/hub/services');
    await userEvent.type(screen.getByLabelText('Search services'), 'two');
    expect(address()).toBe('/hub/services?q=two');
    expect(screen.getByText('1 service found')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'waves-one' })).toBeNull();
  });

  it('shows the last good answer with its age when the hub is away', async () => {
    open('/hub/services', {
      list: async () => ({
        ...wellList,
        source: {
          name: 'Argo CD Applications',
          connected: false,
          reason: 'connect ECONNREFUSED',
          lastGoodAt: '2026-11-23T12:03:00Z',
        },
      }),
    });
    expect(
      await screen.findByText(
        /^As of .*Argo CD Applications is not reachable\.$/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'waves-one' })).toBeVisible();
  });

  it('says what will be here when there is nothing, and why when it fails', async () => {
    const list = jest.fn<Promise<ServiceList>, []>(() =>
      apiError(503, 'The portal is starting.'),
    );
    open('/hub/services', { list });
    expect(await screen.findByText('The portal is starting.')).toBeVisible();
    list.mockResolvedValue({ ...wellList, items: [], waves: [] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No services yet')).toBeVisible();
  });
});

describe('a service', () => {
  const PATH = '/hub/services/waves-two';
  const region = async (name: string) =>
    within(await screen.findByRole('region', { name }));

  it('says how it is, which field differs and which manager set it', async () => {
    open(PATH, { get: async () => aDetail() });
    expect(await heading(/^Differs from Git ConfigMap/)).toBeVisible();
    const row = (await region('What differs from Git')).getByRole('row', {
      name: /data\.colour/,
    });
    expect(row).toHaveTextContent('data.colour"red""blue"kubectl-edit');
  });

  it('says that a value is hidden from its visitor', async () => {
    const detail = aDetail();
    Object.assign(detail.differences.items[0].fields[0], {
      live: '',
      target: '',
      hidden: true,
    });
    open(PATH, { get: async () => detail });
    const row = (await region('What differs from Git')).getByRole('row', {
      name: /data\.colour/,
    });
    expect(row).toHaveTextContent('data.colourhiddenhiddenkubectl-edit');
  });

  it('shows a change at once, and what was not recorded as that', async () => {
    const get = jest.fn<Promise<ServiceDetail>, []>(async () => aDetail());
    const { events } = open(PATH, { get });
    await heading(/Differs from Git/);
    const later = aDetail();
    Object.assign(later.differences.items[0].fields[0], {
      live: null,
      manager: { name: 'vi', operation: 'Update', at: null, certain: false },
    });
    get.mockResolvedValue(later);
    act(() => events.send(TOPIC, { ...changed, name: 'waves-two' }));
    await waitFor(() =>
      expect(
        screen.getByRole('row', { name: /data\.colour/ }),
      ).toHaveTextContent('data.colournot set"blue"probably vi'),
    );
  });

  it('unfolds what is not well in the tree', async () => {
    open(PATH, { get: async () => aDetail() });
    const tree = await region('Resources');
    expect(tree.getByText('Coming up: Waiting for rollout')).toBeVisible();
    expect(tree.getByText('web-1-x')).toBeVisible();
    await userEvent.click(
      tree.getByRole('button', { name: 'What Deployment web has made' }),
    );
    expect(tree.queryByText('web-1-x')).toBeNull();
  });

  it('degrades only the panels of a source that is away', async () => {
    const detail = aDetail();
    const source = {
      name: 'Argo CD',
      connected: false,
      reason: 'Argo CD did not answer within 5 s',
      lastGoodAt: '2026-11-23T12:03:00Z',
    };
    detail.tree.source = source;
    detail.differences.source = source;
    open(PATH, { get: async () => detail });
    for (const name of ['Resources', 'What differs from Git']) {
      expect(
        (await region(name)).getByText(
          /^As of .* Argo CD did not answer within 5 s\.$/,
        ),
      ).toBeVisible();
    }
    expect((await region('History')).queryByText(/did not answer/)).toBeNull();
    expect((await region('About')).getByText('web 0.3.1')).toBeVisible();
  });

  it('syncs with what was chosen, after saying what that does', async () => {
    const sync = jest.fn<Promise<Service>, [object]>(async () => aService());
    open(PATH, { get: async () => aDetail(), sync });
    await userEvent.click(await screen.findByRole('button', { name: 'Sync…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/data\.colour is "red", Git says "blue"/),
    ).toBeVisible();
    await userEvent.click(
      dialog.getByLabelText(/^Prune: delete 1 object.*old/),
    );
    await userEvent.click(dialog.getByLabelText(/^Dry run/));
    await userEvent.click(
      dialog.getByRole('button', { name: 'Try the sync of waves-two' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sync).toHaveBeenCalledTimes(1);
    expect(sync).toHaveBeenCalledWith({
      name: 'waves-two',
      prune: true,
      dryRun: true,
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('keeps the dialog with the reason when it is refused, and its key', async () => {
    const sync = jest.fn<Promise<Service>, [{ idempotencyKey: string }]>(() =>
      apiError(409, 'Argo CD refuses: another operation is in progress'),
    );
    open(PATH, { get: async () => aDetail(), sync });
    await userEvent.click(await screen.findByRole('button', { name: 'Sync…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const press = () =>
      userEvent.click(dialog.getByRole('button', { name: 'Sync waves-two' }));
    await press();
    expect(
      await dialog.findByText(/another operation is in progress/),
    ).toBeVisible();
    await press();
    await waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
    const [[first], [second]] = sync.mock.calls;
    expect(first.idempotencyKey).toBe(second.idempotencyKey);
  });

  it('rolls back to an entry of the history that it names', async () => {
    const rollback = jest.fn<Promise<Service>, [object]>(async () =>
      aService(),
    );
    open(PATH, { get: async () => aDetail(), rollback });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Roll back to aaaaaaa' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/^Deploys aaaaaaa again.*in place of 9c627d0/),
    ).toBeVisible();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Roll back to aaaaaaa' }),
    );
    await waitFor(() =>
      expect(rollback).toHaveBeenCalledWith({
        name: 'waves-two',
        deployment: 3,
        prune: false,
      }),
    );
  });

  it('says why a rollback is no use while Argo CD syncs by itself', async () => {
    const detail = aDetail();
    detail.service.sync.automated = true;
    open(PATH, { get: async () => detail });
    expect(
      await screen.findByText(/Revert the commit in Git instead/),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
  });

  it('is for the platform team to act on, and says so to others', async () => {
    open(PATH, { get: async () => aDetail() }, { mayAct: false });
    for (const name of ['Refresh', 'Sync…', 'Roll back to aaaaaaa']) {
      const button = await screen.findByRole('button', { name });
      await waitFor(() =>
        expect(button).toHaveAccessibleDescription(/Only the platform team/),
      );
      expect(button).toHaveAttribute('aria-disabled', 'true');
    }
  });

  it('tells what an operation did, and who asked for it', async () => {
    open(PATH, { get: async () => aDetail() });
    const panel = await region('Last operation');
    expect(
      panel.getByText('Dry run of a sync to 9c627d0: successfully synced'),
    ).toBeVisible();
    expect(panel.getByRole('link', { name: 'ada' })).toBeVisible();
    expect(
      panel.getByText('configmap/waves-two configured (dry run)'),
    ).toBeVisible();
  });

  it('names what a blocked one waits for', async () => {
    const service = blockedList.items[2];
    open(PATH, {
      get: async () => ({
        ...aDetail(),
        service,
        history: [],
        tree: { ...aDetail().tree, items: [] },
        differences: { ...aDetail().differences, items: [] },
      }),
    });
    const waits = await region('What it waits for');
    expect(waits.getByRole('link', { name: 'waves-one' })).toHaveAttribute(
      'href',
      '/hub/services/waves-one',
    );
    // There is nothing yet to act on.
    expect(screen.queryByRole('button', { name: 'Sync…' })).toBeNull();
  });

  it('says that there is none of that name', async () => {
    open(PATH, { get: () => apiError(404, 'There is none.') });
    expect(
      await screen.findByText('There is no service waves-two'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'All services' })).toHaveAttribute(
      'href',
      '/hub/services',
    );
  });
});
