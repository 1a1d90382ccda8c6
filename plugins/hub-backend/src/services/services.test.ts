import { Service } from '@illm-lab/plugin-hub-common';
import { eventually } from '../__testUtils__/startHub';
import {
  FixtureService,
  ServiceFixture,
  serviceFixture,
} from './__testUtils__/fixtures';
import { startServices } from './__testUtils__/startServices';

jest.setTimeout(30_000);

let hub: Awaited<ReturnType<typeof startServices>>;
beforeEach(async () => {
  hub = await startServices();
});
afterEach(() => hub.stop());

const put = (fixture: ServiceFixture) => {
  const services = serviceFixture(fixture);
  hub.put(...services);
  return services;
};

/** Waits until a service is as expected. */
const becomes = (name: string, expected: object) =>
  eventually(() => expect(hub.book.service(name)).toMatchObject(expected));

const detail = (name: string) => hub.book.detail(name, true)!;

/** Waits until a service was compared, and this many objects differ. */
const compared = (name: string, objects: number) =>
  eventually(() =>
    expect(hub.book.detail(name, true)?.differences.items).toHaveLength(
      objects,
    ),
  );

describe('each state in words', () => {
  it.each<[ServiceFixture, string, Service['state'], RegExp]>([
    [
      'healthy',
      'drift',
      'healthy',
      /^1 of 1 pods ready\. It is what [0-9a-f]{7} says\.$/,
    ],
    [
      'progressing',
      'svc-one',
      'progressing',
      /^Deployment svc-one: Waiting for rollout to finish: 0 of 1 .* Pod svc-one-\w+-\w+: ImageNotAvailable\.$/,
    ],
    [
      'degraded',
      'svc-one',
      'degraded',
      /^Deployment "svc-one" exceeded its progress deadline\. Pod .*: ImageNotAvailable\.$/,
    ],
    ['degraded', 'svc-parent', 'degraded', /^Application svc-one: Degraded\.$/],
    [
      'out-of-sync',
      'drift',
      'outOfSync',
      /^ConfigMap web: data\.colour is not what Git says \(by someone\)\. And 1 more\.$/,
    ],
    [
      'missing',
      'drift',
      'missing',
      /^In Git and not on the hub: ConfigMap web, Service web, Deployment web\.$/,
    ],
    [
      'sync-failed',
      'failing',
      'failed',
      /^The last sync failed: Service "failing" is invalid: .*must be between 1 and 65535.* Argo CD is trying again\.$/,
    ],
    [
      'unknown',
      'nowhere',
      'unknown',
      /svc\/nowhere: app path does not exist\.$/,
    ],
  ])('%s: %s is %s', async (fixture, name, state, sentence) => {
    put(fixture);
    await becomes(name, { state });
    await eventually(() =>
      expect(hub.book.service(name)?.sentence).toMatch(sentence),
    );
  });

  it('an Application that Argo CD has not seen yet is coming up', async () => {
    const [service] = serviceFixture('healthy');
    hub.put({
      ...service,
      application: { ...service.application, status: undefined },
    });
    await becomes('drift', {
      state: 'progressing',
      sentence: 'Not compared with Git yet.',
    });
  });
});

describe('waves', () => {
  it('names the blocked wave with its cause, and clears when that is healthy', async () => {
    const [parent, one] = put('blocked');
    await eventually(() =>
      expect(hub.book.list().waves).toMatchObject([
        { parent: null, wave: 0, services: ['svc-parent'] },
        { parent: 'svc-parent', wave: 1, state: 'working' },
        {
          parent: 'svc-parent',
          wave: 2,
          state: 'blocked',
          services: ['svc-two'],
          sentence: expect.stringMatching(
            /^Waits for wave 1: svc-one\. Deployment svc-one: Waiting for rollout/,
          ),
          blockedBy: [
            {
              wave: 1,
              kind: 'Application',
              name: 'svc-one',
              service: true,
              reason: expect.stringContaining('ImageNotAvailable'),
            },
          ],
        },
      ]),
    );
    // It is not on the hub yet, and is shown all the same.
    expect(hub.book.service('svc-two')).toMatchObject({
      state: 'blocked',
      parent: 'svc-parent',
      wave: 2,
      dependsOn: ['svc-one'],
      sentence: expect.stringMatching(/^Not there yet: waits for wave 1/),
    });
    expect(detail('svc-two').tree.items).toEqual([]);
    expect(hub.book.list().items.map(({ name }) => name)).toEqual([
      'svc-parent',
      'svc-one',
      'svc-two',
    ]);

    hub.put(...settled(parent, one));
    await eventually(() =>
      expect(hub.book.list().waves.map(({ state }) => state)).toEqual([
        'done',
        'done',
        'done',
      ]),
    );
    expect(hub.book.service('svc-two')).toMatchObject({
      state: 'healthy',
      blockedBy: [],
    });
  });

  it.each<['Running' | 'Failed', Service['state'], RegExp]>([
    ['Running', 'degraded', /^Application svc-one: Degraded\.$/],
    [
      'Failed',
      'failed',
      /^The last sync failed: Application svc-one did not get healthy\.$/,
    ],
  ])(
    'stays blocked while the sync of the parent is %s',
    async (phase, state, sentence) => {
      const [parent, one] = serviceFixture('degraded');
      parent.application.status!.operationState!.phase = phase;
      hub.put(parent, one);
      await becomes('svc-parent', {
        state,
        sentence: expect.stringMatching(sentence),
      });
      await eventually(() =>
        expect(hub.book.list().waves.at(-1)).toMatchObject({
          wave: 2,
          state: 'blocked',
          sentence: expect.stringContaining('exceeded its progress deadline'),
        }),
      );
    },
  );

  it('is not blocked by a service that is healthy and differs from Git', async () => {
    const [parent, one] = serviceFixture('blocked');
    one.application.status!.health = { status: 'Healthy' };
    one.application.status!.sync!.status = 'OutOfSync';
    hub.put(parent, one);
    await becomes('svc-one', { state: 'outOfSync' });
    expect(hub.book.list().waves.map(({ state }) => state)).toEqual([
      'working',
      'ill',
      'working',
    ]);
  });

  it('forgets a service that is gone', async () => {
    const [parent] = put('progressing');
    await becomes('svc-one', { state: 'progressing' });
    hub.remove(parent);
    await eventually(() => expect(hub.book.list().items).toEqual([]));
    expect(hub.book.detail('svc-one', true)).toBeUndefined();
  });

  it('leaves out the Applications of other projects', async () => {
    const [service] = serviceFixture('healthy');
    put('unknown');
    hub.put({
      ...service,
      application: {
        ...service.application,
        spec: { ...service.application.spec, project: 'experiments' },
      },
    });
    await becomes('nowhere', { state: 'unknown' });
    expect(hub.book.service('drift')).toBeUndefined();
  });
});

describe('what differs from Git', () => {
  it('says which field, and which manager set it and when', async () => {
    put('out-of-sync');
    await compared('drift', 2);
    expect(detail('drift').differences.items).toMatchObject([
      {
        kind: 'ConfigMap',
        name: 'web',
        change: 'changed',
        sentence:
          'ConfigMap web: data.colour is "green", Git says "blue" (by someone).',
        fields: [
          {
            path: 'data.colour',
            live: '"green"',
            target: '"blue"',
            manager: { name: 'someone', operation: 'Update', certain: true },
          },
        ],
      },
      {
        kind: 'Deployment',
        fields: [
          {
            path: 'spec.template.spec.containers[web].image',
            manager: { name: 'kubectl-set', at: expect.any(String) },
          },
        ],
      },
    ]);
  });

  it('hides values of ConfigMaps, and only these, from who may not see them', async () => {
    put('out-of-sync');
    await compared('drift', 2);
    const shown = hub.book.detail('drift', false)!;
    expect(JSON.stringify(shown)).not.toMatch(/green|blue/);
    expect(shown.differences.items).toMatchObject([
      {
        sentence:
          'ConfigMap web: data.colour is not what Git says (by someone).',
        fields: [
          {
            path: 'data.colour',
            live: '',
            target: '',
            hidden: true,
            manager: { name: 'someone' },
          },
        ],
      },
      { kind: 'Deployment', fields: [{ live: expect.stringMatching(/./) }] },
    ]);
    // Lists, events and the sentence of a service are for everyone.
    expect(JSON.stringify(hub.book.list())).not.toMatch(/green|blue/);
  });

  it('sees a second change, which leaves the Application as it was', async () => {
    const [service] = put('out-of-sync');
    await compared('drift', 2);
    const text = JSON.stringify(service).replace(/green/g, 'violet');
    const changed = JSON.parse(text) as FixtureService;
    const node = changed.tree.nodes.find(
      one => (one as { kind: string }).kind === 'ConfigMap',
    ) as { resourceVersion: string };
    node.resourceVersion += '1';
    hub.argocd.put('drift', changed);
    await eventually(() =>
      expect(detail('drift').differences.items[0].fields[0].live).toBe(
        '"violet"',
      ),
    );
  });

  it('tells what is not there from what Git no longer has', async () => {
    const [service] = serviceFixture('missing');
    const [first, ...rest] = service.managed.items as { targetState: string }[];
    hub.put({
      ...service,
      managed: {
        items: [
          { ...first, liveState: first.targetState, targetState: 'null' },
          ...rest,
        ],
      },
    });
    await compared('drift', 3);
    expect(
      detail('drift').differences.items.map(({ change }) => change),
    ).toEqual(['extra', 'missing', 'missing']);
  });

  it('guesses who removed a field, and says that it is a guess', async () => {
    const [service] = serviceFixture('out-of-sync');
    const item = service.managed.items[0] as { normalizedLiveState: string };
    const live = JSON.parse(item.normalizedLiveState);
    delete live.data.colour;
    item.normalizedLiveState = JSON.stringify(live);
    hub.put(service);
    await compared('drift', 2);
    expect(detail('drift').differences.items[0]).toMatchObject({
      sentence: expect.stringContaining(
        'is not set, Git says "blue" (probably',
      ),
      fields: [{ live: null, manager: { certain: false } }],
    });
  });
});

it('shows objects, addresses, versions, history and whose commit it is', async () => {
  const [{ application }] = serviceFixture('healthy');
  const revision = application.status!.sync!.revision!;
  hub.argocd.revisions.set(revision, {
    author: 'Ada Lovelace <ada@example.org>',
    date: '2026-11-23T11:05:15Z',
    message: 'Web from its own image (#9)\n\nAnd more.',
  });
  put('healthy');
  await becomes('drift', { revision: { author: 'Ada Lovelace' } });
  const { service, history, tree } = detail('drift');
  const web = 'http://localhost:7008/illm/lab';
  expect(service).toMatchObject({
    appVersion: '2.1.0',
    chart: { name: 'web', version: '0.3.1' },
    pods: { ready: 1, total: 1 },
    endpoints: [
      { kind: 'load-balancer', address: expect.stringMatching(/:8080$/) },
      { kind: 'cluster', address: 'web.experiment-definitions.svc:8080' },
    ],
    source: { url: `${web}/tree/e2e-services/svc/drift` },
    revision: {
      id: revision,
      message: 'Web from its own image (#9)',
      url: `${web}/commit/${revision}`,
      pullRequest: { number: 9, url: `${web}/pull/9` },
    },
    operation: {
      phase: 'Succeeded',
      requestedBy: 'user:default/ada',
      resources: expect.arrayContaining([
        expect.objectContaining({ kind: 'Deployment', status: 'Synced' }),
      ]),
    },
  });
  expect(history).toMatchObject([
    { id: 0, current: true, initiatedBy: 'portal' },
  ]);
  const deployment = tree.items.find(({ kind }) => kind === 'Deployment');
  expect(deployment).toMatchObject({
    health: { status: 'Healthy' },
    children: [{ kind: 'ReplicaSet', children: [{ kind: 'Pod' }] }],
  });
});

it('of a chart with its values in Git shows both, and what it needs', async () => {
  const [service] = serviceFixture('healthy');
  const { spec, status, metadata } = service.application;
  const commit = status!.sync!.revision!;
  hub.argocd.revisions.set(commit, { author: 'Ada', message: 'Values (#3)' });
  hub.put({
    ...service,
    application: {
      metadata: {
        ...metadata,
        annotations: { 'illm.lab/needs': 'argocd, openbao' },
      },
      spec: {
        ...spec,
        project: 'services',
        source: undefined,
        sources: [
          { repoURL: 'https://charts.example.org', chart: 'openbao' },
          { repoURL: 'http://localhost:7008/illm/lab.git' },
        ],
      },
      status: {
        ...status,
        sync: { status: 'Synced', revisions: ['0.29.1', commit] },
      },
    },
  });
  await becomes('drift', {
    chart: { name: 'openbao', version: '0.29.1' },
    revision: { id: commit, author: 'Ada', pullRequest: { number: 3 } },
    dependsOn: ['argocd', 'openbao'],
  });
});

describe('when a source does not answer', () => {
  const ask = () => {
    const begun = performance.now();
    const answer = detail('drift');
    expect(performance.now() - begun).toBeLessThan(100);
    return answer;
  };

  it.each<['slow' | 'rubbish', RegExp]>([
    ['slow', /did not answer within 0.3 s/],
    ['rubbish', /answered something that is no (account|tree|resource tree)/],
  ])(
    'Argo CD %s: its panels say so and keep what they had',
    async (mood, reason) => {
      put('out-of-sync');
      await compared('drift', 2);
      await eventually(() => expect(ask().tree.source.connected).toBe(true));
      hub.argocd.mood = mood;
      await eventually(() => expect(ask().tree.source.connected).toBe(false));
      expect(ask()).toMatchObject({
        source: { connected: true },
        service: { state: 'outOfSync', differences: 2 },
        tree: {
          items: expect.arrayContaining([expect.anything()]),
          source: {
            reason: expect.stringMatching(reason),
            lastGoodAt: expect.any(String),
          },
        },
        differences: { source: { connected: false } },
      });
      hub.argocd.mood = 'well';
      await eventually(() => expect(ask().tree.source.connected).toBe(true));
    },
  );

  it('Argo CD down: what the hub itself says goes on', async () => {
    const [service] = put('out-of-sync');
    await compared('drift', 2);
    await hub.argocd.down();
    await eventually(() =>
      expect(ask().tree.source.reason).toMatch(/ECONNREFUSED/),
    );
    service.application.status!.health = { status: 'Suspended' };
    hub.cluster.putObject('applications', service.application);
    await becomes('drift', { health: { status: 'Suspended' } });
    // Changed while nobody looked, and seen when it is back.
    hub.argocd.objects.set('drift', { ...service, managed: { items: [] } });
    await hub.argocd.up();
    await eventually(() => expect(ask().differences.items).toEqual([]));
  });

  it('Argo CD never there: the tree lists what Git defines, and guesses nothing', async () => {
    await hub.argocd.down();
    put('out-of-sync');
    await eventually(() => expect(ask().tree.items).toHaveLength(3));
    expect(ask().tree).toMatchObject({
      items: [{ health: null }, { health: null }, { health: null }],
      source: { connected: false },
    });
  });

  it('Argo CD does not know the token: says what to set', async () => {
    hub.argocd.mood = 'well';
    put('healthy');
    await becomes('drift', { state: 'healthy' });
    hub.argocd.token = 'another';
    await eventually(() =>
      expect(ask().tree.source.reason).toMatch(/Set hub\.argocd\.token/),
    );
  });

  it('Kubernetes down: the list keeps the last good answer, and is fresh again', async () => {
    const [service] = put('healthy');
    await becomes('drift', { state: 'healthy' });
    await hub.cluster.down();
    await eventually(() =>
      expect(hub.book.list()).toMatchObject({
        items: [{ name: 'drift' }],
        source: {
          connected: false,
          reason: expect.stringContaining('ECONNREFUSED'),
          lastGoodAt: expect.any(String),
        },
      }),
    );
    await hub.cluster.up();
    await eventually(() => expect(hub.book.list().source.connected).toBe(true));
    hub.remove(service);
    await eventually(() => expect(hub.book.list().items).toEqual([]));
  });
});

/** The same services when all of them are there and well. */
function settled(
  parent: FixtureService,
  one: FixtureService,
): FixtureService[] {
  for (const { application } of [parent, one]) {
    application.status!.health = { status: 'Healthy' };
    application.status!.sync!.status = 'Synced';
    application.status!.resources!.forEach(object => {
      object.status = 'Synced';
    });
  }
  parent.application.status!.operationState!.phase = 'Succeeded';
  parent.tree.nodes = [];
  one.tree.nodes = [];
  const { metadata } = one.application;
  const two: FixtureService = {
    tree: { nodes: [] },
    managed: { items: [] },
    application: {
      ...one.application,
      metadata: {
        ...metadata,
        name: 'svc-two',
        annotations: {
          'argocd.argoproj.io/sync-wave': '2',
          'argocd.argoproj.io/tracking-id':
            'svc-parent:argoproj.io/Application:argocd/svc-two',
        },
      },
    },
  };
  return [parent, one, two];
}
