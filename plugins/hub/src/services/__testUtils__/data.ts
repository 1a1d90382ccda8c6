import {
  type Service,
  type ServiceDetail,
  type ServiceList,
} from '@illm-lab/plugin-hub-common';

const COMMIT = '9c627d09c29e0d99d8c1fd62aa50fe9e705d8a84';
const REPOSITORY = 'http://localhost:7008/illm/lab';
const SICK = 'Deployment "waves-one" exceeded its progress deadline.';
const connected = { name: 'Argo CD', connected: true };

/** A service that is well. */
export const aService = (change: Partial<Service> = {}): Service => ({
  name: 'waves-two',
  project: 'hub',
  namespace: 'shop',
  url: 'http://localhost:7007/hub/services/waves-two',
  state: 'healthy',
  sentence: '1 of 1 pods ready. It is what 9c627d0 says.',
  health: { status: 'Healthy', reason: '1 of 1 pods ready.' },
  sync: {
    status: 'Synced',
    reason: 'It is what 9c627d0 says.',
    automated: false,
    selfHeal: false,
    prune: false,
  },
  parent: 'waves',
  wave: 2,
  blockedBy: [],
  dependsOn: ['waves-one'],
  revision: {
    id: COMMIT,
    author: 'Ada Lovelace',
    date: '2026-11-23T11:05:15Z',
    message: 'Two services in waves (#71)',
    url: `${REPOSITORY}/commit/${COMMIT}`,
    pullRequest: { number: 71, url: `${REPOSITORY}/pull/71` },
  },
  source: { repository: REPOSITORY, targetRevision: 'main', path: 'apps/two' },
  chart: { name: 'web', version: '0.3.1' },
  appVersion: '2.1.0',
  images: ['web:2.1.0'],
  pods: { ready: 1, total: 1 },
  endpoints: [
    { address: 'web.shop.svc:80', kind: 'cluster', of: 'Service web' },
  ],
  links: [],
  operation: null,
  lastSyncedAt: '2026-11-23T11:06:00Z',
  differences: 0,
  annotations: {},
  ...change,
});

const blocker = {
  wave: 1,
  kind: 'Application',
  name: 'waves-one',
  reason: SICK,
  service: true,
};
const parent = aService({ name: 'waves', parent: null, wave: 0 });
const one = aService({ name: 'waves-one', wave: 1 });
const alone = {
  parent: null,
  wave: 0,
  state: 'done',
  sentence: 'Its one part is well.',
  blockedBy: [],
  services: ['waves'],
} as const;

/** Two waves, the first unhealthy, so that the second waits. */
export const blockedList: ServiceList = {
  items: [
    parent,
    { ...one, state: 'degraded', sentence: SICK },
    aService({
      state: 'blocked',
      sentence: `Not there yet: waits for wave 1, waves-one. ${SICK}`,
      blockedBy: [blocker],
      source: null,
      revision: null,
    }),
  ],
  waves: [
    { ...alone, blockedBy: [], services: ['waves'] },
    {
      parent: 'waves',
      wave: 1,
      state: 'ill',
      sentence: `waves-one: ${SICK}`,
      blockedBy: [],
      services: ['waves-one'],
    },
    {
      parent: 'waves',
      wave: 2,
      state: 'blocked',
      sentence: `Waits for wave 1: waves-one. ${SICK}`,
      blockedBy: [blocker],
      services: ['waves-two'],
    },
  ],
  source: { name: 'Argo CD Applications', connected: true },
};

/** The same when all is well. */
export const wellList: ServiceList = {
  ...blockedList,
  items: [parent, one, aService()],
  waves: blockedList.waves.map(wave => ({
    ...wave,
    state: 'done',
    sentence: 'Its one part is well.',
    blockedBy: [],
  })),
};

/** A service that was changed by hand, after a dry run. */
export const aDetail = (): ServiceDetail => {
  const sentence =
    'ConfigMap waves-two: data.colour is "red", Git says "blue" (by kubectl-edit).';
  const service = aService();
  const object = { group: '', kind: 'ConfigMap', namespace: 'shop' };
  const resource = {
    ...object,
    wave: null,
    sync: null,
    health: null,
    detail: null,
    createdAt: null,
    prune: false,
    children: [],
  };
  return {
    service: {
      ...service,
      state: 'outOfSync',
      sentence,
      sync: { ...service.sync, status: 'OutOfSync', reason: sentence },
      differences: 2,
      operation: {
        phase: 'Succeeded',
        message: 'successfully synced',
        startedAt: '2026-11-23T11:06:54Z',
        finishedAt: '2026-11-23T11:06:55Z',
        revision: COMMIT,
        requestedBy: 'user:default/ada',
        automated: false,
        prune: false,
        dryRun: true,
        resources: [
          {
            ...object,
            name: 'waves-two',
            status: 'Synced',
            message: 'configmap/waves-two configured (dry run)',
          },
        ],
      },
    },
    history: [
      {
        id: 4,
        revision: service.revision!,
        deployedAt: '2026-11-23T11:06:00Z',
        initiatedBy: null,
        current: true,
      },
      {
        id: 3,
        revision: { ...service.revision!, id: 'a'.repeat(40) },
        deployedAt: '2026-11-22T11:06:00Z',
        initiatedBy: 'portal',
        current: false,
      },
    ],
    tree: {
      items: [
        { ...resource, id: 'settings', name: 'waves-two', sync: 'OutOfSync' },
        {
          ...resource,
          id: 'web',
          kind: 'Deployment',
          name: 'web',
          sync: 'Synced',
          health: { status: 'Progressing', reason: 'Waiting for rollout' },
          children: [
            {
              ...resource,
              id: 'pod',
              kind: 'Pod',
              name: 'web-1-x',
              detail: 'Running, 0/1 ready',
            },
          ],
        },
      ],
      source: connected,
    },
    differences: {
      items: [
        {
          ...object,
          name: 'waves-two',
          change: 'changed',
          sentence,
          fields: [
            {
              path: 'data.colour',
              live: '"red"',
              target: '"blue"',
              manager: {
                name: 'kubectl-edit',
                operation: 'Update',
                at: null,
                certain: true,
              },
            },
          ],
        },
        {
          ...object,
          name: 'old',
          change: 'extra',
          sentence: 'ConfigMap old is on the hub and no longer in Git.',
          fields: [],
        },
      ],
      source: connected,
    },
    source: { name: 'Argo CD Applications', connected: true },
  };
};
