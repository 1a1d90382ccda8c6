import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { areaTopic, type ListNodesRequest } from '@illm-lab/plugin-hub-common';
import { apiError } from '../__testUtils__/apiError';
import {
  aCluster,
  aNode,
  aNodePage,
  someTalos,
} from '../__testUtils__/nodeFixtures';
import {
  address,
  fakeHub,
  fakeNodes,
  renderHub,
} from '../__testUtils__/renderHub';

const listed = (answer = aNodePage()) =>
  jest.fn(async (_request?: ListNodesRequest) => answer);

describe('Nodes', () => {
  const open = (listNodes = listed(), path = '/hub/nodes') => ({
    listNodes,
    ...renderHub(path, fakeHub({ nodes: fakeNodes({ listNodes }) })),
  });

  it('opens with the sentence, and a card per node', async () => {
    open();
    expect(
      await screen.findByRole('heading', { name: '1 node, well.' }),
    ).toBeVisible();
    const card = screen.getByRole('link', { name: 'n100-a' }).closest('li')!;
    expect(card).toHaveTextContent('control-plane · Talos v1.12.4 · amd64');
    expect(card).toHaveTextContent('1.6 of 4 cores used, 1.5 cores requested');
    expect(card).toHaveTextContent('12 of 16 GiB used, nothing requested');
    expect(card).toHaveTextContent('12 of 110 pods · stage running');
    expect(card).toHaveTextContent(
      'etcd: 2 members, leads, 90 MiB, alarm NOSPACE',
    );
    expect(
      within(card).getByRole('img', {
        name: 'Processor over 5 minutes: 10 % to 40 %, last 40 %',
      }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'n100-a' })).toHaveAttribute(
      'href',
      '/hub/nodes/hub/n100-a',
    );
  });

  it('shows what Kubernetes knows where there is no Talos, and no metrics', async () => {
    const node = aNode({ talos: null, versions: [] });
    node.resources.cpu.used = null;
    open(listed(aNodePage({ items: [node], talos: null })));
    const card = (await screen.findByRole('link', { name: 'n100-a' })).closest(
      'li',
    )!;
    expect(card).toHaveTextContent(
      'Use not known, 1.5 cores requested of 4 cores',
    );
    expect(card).toHaveTextContent('12 of 110 pods');
    expect(card).not.toHaveTextContent('stage');
  });

  it('follows changes', async () => {
    const listNodes = listed();
    const { events } = open(listNodes);
    await screen.findByRole('heading', { name: '1 node, well.' });
    listNodes.mockResolvedValue(
      aNodePage({
        items: [aNode({ health: 'bad', sentence: 'Not ready: it is gone.' })],
        clusters: [aCluster({ unwell: 1 })],
      }),
    );
    act(() =>
      events.send(areaTopic('nodes'), { type: 'changed', area: 'nodes' }),
    );
    expect(await screen.findByText('Not ready: it is gone.')).toBeVisible();
    expect(
      screen.getByRole('heading', { name: '1 node, which needs attention.' }),
    ).toBeVisible();
  });

  it('says which cluster does not answer, and of when its nodes are; the others stay', async () => {
    open(
      listed(
        aNodePage({
          items: [
            aNode(),
            aNode({
              cluster: 'target',
              name: 'far',
              health: 'unknown',
              sentence: 'Its cluster does not answer.',
            }),
          ],
          clusters: [
            aCluster(),
            aCluster({
              cluster: 'target',
              title: 'http-baseline: target',
              unwell: 1,
              source: {
                name: 'Kubernetes of target',
                connected: false,
                reason: 'connect ECONNREFUSED',
                lastGoodAt: '2026-11-23T12:03:00',
              },
            }),
          ],
          talos: {
            name: 'Talos',
            connected: false,
            reason: 'There is no talosconfig at /x.',
          },
        }),
      ),
    );
    expect(
      await screen.findByRole('heading', {
        name: '2 nodes in 2 clusters, 1 needs attention. http-baseline: target does not answer.',
      }),
    ).toBeVisible();
    const far = screen.getByRole('region', { name: 'http-baseline: target' });
    expect(far).toHaveTextContent(
      /As of .*12:03.*Kubernetes of target is not reachable\./,
    );
    expect(screen.getByRole('region', { name: 'Hub' })).not.toHaveTextContent(
      'not reachable',
    );
    expect(
      screen.getByText(
        'Talos has not answered yet: There is no talosconfig at /x.',
      ),
    ).toBeVisible();
  });

  it('says since when Talos is not reachable', async () => {
    open(
      listed(
        aNodePage({
          items: [
            aNode({
              health: 'attention',
              sentence: 'Talos does not answer: it refuses connections.',
              talos: someTalos({
                source: {
                  name: 'Talos on 10.0.0.1',
                  connected: false,
                  reason: 'it refuses connections',
                  lastGoodAt: '2026-11-23T11:59:45Z',
                },
                since: '2026-11-23T12:00:00Z',
              }),
            }),
          ],
        }),
      ),
    );
    expect(
      await screen.findByText(/Talos has not answered since/),
    ).toHaveTextContent(/last good answer/);
  });

  it('keeps filters and page in the address', async () => {
    const user = userEvent.setup();
    const listNodes = listed(aNodePage({ total: 130 }));
    open(listNodes, '/hub/nodes?health=bad&page=2');
    await screen.findByText('Page 2 of 3');
    expect(listNodes).toHaveBeenLastCalledWith(
      expect.objectContaining({ health: 'bad', limit: 60, offset: 60 }),
      expect.anything(),
    );
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(address()).toBe('/hub/nodes?health=bad&page=3');
    await user.type(
      screen.getByRole('searchbox', { name: 'Search nodes' }),
      'n',
    );
    expect(address()).toBe('/hub/nodes?health=bad&q=n');
    expect(listNodes).toHaveBeenLastCalledWith(
      expect.objectContaining({ search: 'n', offset: 0 }),
      expect.anything(),
    );
  });

  it('offers the way back when no node fits', async () => {
    const user = userEvent.setup();
    open(listed(aNodePage({ items: [] })), '/hub/nodes?q=zzz');
    await user.click(
      await screen.findByRole('button', { name: 'Show all nodes' }),
    );
    expect(address()).toBe('/hub/nodes');
  });

  it('says what is wrong when there is no answer at all', async () => {
    open(jest.fn(() => apiError(503, 'Try again')));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The nodes could not be loaded',
    );
  });
});

describe('a node', () => {
  const open = (node = aNode(), pods: object[] = []) =>
    renderHub(
      '/hub/nodes/hub/n100-a',
      fakeHub({
        nodes: fakeNodes({
          getNode: jest.fn(async () => ({
            node,
            pods: pods as never,
            source: { name: 'Kubernetes of Hub', connected: true },
          })),
        }),
      }),
    );
  const panel = (name: string) => screen.findByRole('region', { name });

  it('shows all that Talos and Kubernetes say', async () => {
    open(aNode(), [
      {
        namespace: 'default',
        name: 'web',
        phase: 'Running',
        cpu: 0.5,
        memory: 1024 ** 3,
      },
    ]);
    const machine = await panel('Machine');
    expect(machine).toHaveTextContent('v1.12.4, upgrade to v1.13.0 due');
    expect(machine).toHaveTextContent('abc123');
    expect(machine).toHaveTextContent('running, not ready');
    expect(machine).toHaveTextContent('services: kubelet is not healthy');
    expect(machine).toHaveTextContent('0.5, 0.25, 0.125');
    expect(machine).toHaveTextContent('synchronized');
    expect(machine).toHaveTextContent('until 2027-11-23');

    const etcd = await panel('Members of etcd');
    expect(
      within(etcd).getByRole('row', { name: 'n100-a leader ff' }),
    ).toBeVisible();
    expect(
      within(etcd).getByRole('row', { name: 'n100-b learner 10' }),
    ).toBeVisible();

    const services = await panel('Services of the machine');
    expect(
      within(services).getByRole('row', {
        name: /^kubelet Running Not healthy .* context deadline exceeded$/,
      }),
    ).toBeVisible();
    expect(
      within(services).getByRole('row', {
        name: /^syslogd Running Not checked/,
      }),
    ).toBeVisible();

    expect(await panel('Mounted file systems')).toHaveTextContent('91 %');
    expect(await panel('Disks')).toHaveTextContent('KINGSTON');
    expect(await panel('Kubernetes')).toHaveTextContent(
      'dedicated=db:NoSchedule',
    );
    expect(await panel('Conditions')).toHaveTextContent(
      /DiskPressure.*Not as it should be.*kubelet has disk pressure/,
    );
    expect(
      within(await panel('Pods on this node')).getByText('web'),
    ).toBeVisible();
  });

  it('names the parts that do not answer, with the age of what is shown', async () => {
    open(
      aNode({
        talos: someTalos({
          gaps: [
            {
              part: 'etcd',
              reason: 'It did not answer within 5 s.',
              lastGoodAt: '2026-11-23T12:03:00',
            },
          ],
        }),
      }),
    );
    expect(await panel('Machine')).toHaveTextContent(
      /No answer about etcd: It did not answer within 5 s\. Shown as of .*12:03/,
    );
    expect(await panel('Members of etcd')).toBeVisible();
  });

  it('claims no Talos where a stand-in answers', async () => {
    open(
      aNode({
        versions: [],
        talos: someTalos({
          version: { tag: '', platform: 'illm-lab', schematic: null },
          etcd: null,
        }),
      }),
    );
    expect(await panel('Machine')).toHaveTextContent(
      'none: a stand-in of illm-lab answers',
    );
    expect(screen.queryByRole('heading', { name: 'etcd' })).toBeNull();
  });

  it('has no panel of Talos for a node without it', async () => {
    open(aNode({ talos: null }));
    expect(await panel('Kubernetes')).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Machine' })).toBeNull();
  });

  it('says that there is no such node', async () => {
    renderHub(
      '/hub/nodes/hub/nowhere',
      fakeHub({
        nodes: fakeNodes({ getNode: jest.fn(() => apiError(404, 'none')) }),
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'There is no node nowhere' }),
    ).toBeVisible();
  });
});
