import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  AuditorServiceCreateEventOptions,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import hubPolicy from '@illm-lab/plugin-permission-backend-module-hub';
import { HubClient } from '@illm-lab/plugin-hub-common';
import { Knex } from 'knex';
import hubPlugin from '../index';
import { FakeCluster } from './FakeCluster';
import { FakeForge } from './FakeForge';

/** Groups of the people in the tests; ada runs the platform. */
const PEOPLE: Record<string, string> = {
  ada: 'platform',
  grace: 'web',
  linus: 'data',
};

const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'http-baseline', description: 'How fast is the target?' },
    spec: { type: 'experiment', owner: 'group:default/web' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/web' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'a-service' },
    spec: { type: 'service', owner: 'group:default/web' },
  },
  ...Object.entries(PEOPLE).map(([name, team]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: { profile: { displayName: name.toUpperCase() } },
    relations: [{ type: 'memberOf', targetRef: `group:default/${team}` }],
  })),
];

/**
 * Backstage's fake, but that it says on whose behalf a plugin calls another one,
 * as the real one does; the permission framework asks for that.
 */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const fake = mockServices.auth({ pluginId: plugin.getId() });
    const plain = fake.getPluginRequestToken.bind(fake);
    fake.getPluginRequestToken = async options =>
      fake.isPrincipal(options.onBehalfOf, 'user')
        ? {
            token: mockCredentials.user.token(
              options.onBehalfOf.principal.userEntityRef,
              { actor: { subject: `plugin:${plugin.getId()}` } },
            ),
          }
        : plain(options);
    return fake;
  },
});

const eventsOn = (bus: EventsService) =>
  createServiceFactory({
    service: eventsServiceRef,
    deps: {},
    factory: () => bus,
  });

/** One line of the audit log. */
export interface AuditLine {
  event: AuditorServiceCreateEventOptions;
  outcome: 'success' | 'fail';
  error?: Error;
}

/**
 * The portal's backend with the hub's plugin, the permission framework and our
 * policy, all real; the hub, the forge, the catalog and sign-in are fakes.
 *
 * @param shared - cluster, forge, database and event bus of a backend before, to
 *   start a second one on them
 */
export async function startHub(
  shared: {
    cluster?: FakeCluster;
    forge?: FakeForge;
    knex?: Knex;
    bus?: EventsService;
    config?: object;
  } = {},
) {
  const cluster = shared.cluster ?? new FakeCluster();
  const forge = shared.forge ?? new FakeForge();
  if (!shared.cluster) {
    await cluster.up();
  }
  if (!shared.forge) {
    await forge.up();
  }
  const audit: AuditLine[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async event => ({
      success: async () => void audit.push({ event, outcome: 'success' }),
      fail: async ({ error }) =>
        void audit.push({ event, outcome: 'fail', error }),
    }),
  });
  const backend = await startTestBackend({
    features: [
      hubPlugin,
      permissionPlugin,
      hubPolicy,
      permissionsServiceFactory,
      actionsRegistryServiceFactory,
      auth,
      catalogServiceMock.factory({ entities }),
      auditor.factory,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const { userEntityRef } = credentials.principal as {
            userEntityRef: string;
          };
          const team = PEOPLE[userEntityRef.split('/')[1]];
          return {
            userEntityRef,
            ownershipEntityRefs: [userEntityRef, `group:default/${team}`],
          };
        },
      }).factory,
      ...(shared.bus ? [eventsOn(shared.bus)] : []),
      ...(shared.knex
        ? [mockServices.database.factory({ knex: shared.knex })]
        : []),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          permission: { enabled: true },
          integrations: {
            github: [
              {
                host: forge.host,
                apiBaseUrl: `${forge.url}/api/v3`,
                token: 'forge',
              },
            ],
          },
          hub: {
            environment: 'local',
            repository: `${forge.url}/illm/lab`,
            cloneUrl: `${forge.url}/illm/lab.git`,
            kubeconfig: cluster.kubeconfig,
            argo: { url: cluster.url },
            ...shared.config,
          },
        },
      }),
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}/api/hub`;
  return {
    cluster,
    forge,
    audit,
    baseUrl,
    /** The API as one of the people; without a name as nobody. */
    as: (name?: string) =>
      new HubClient({
        discoveryApi: { getBaseUrl: async () => baseUrl },
        fetchApi: {
          fetch: (input, init) =>
            fetch(input, {
              ...init,
              headers: {
                ...init?.headers,
                ...(name && {
                  Authorization: mockCredentials.user.header(
                    `user:default/${name}`,
                  ),
                }),
              },
            }),
        },
      }),
    /** Stops the backend; the fakes go on. */
    stopBackend: () => backend.stop(),
    async stop() {
      await backend.stop();
      await cluster.stop();
      await forge.stop();
    },
  };
}

/** Waits until a check passes, and fails with its error when it never does. */
export async function eventually<T>(check: () => Promise<T> | T): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 25));
    }
  }
}
