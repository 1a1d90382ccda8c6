import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  kubernetesClustersReadPermission,
  kubernetesProxyPermission,
  kubernetesResourcesReadPermission,
} from '@backstage/plugin-kubernetes-common';
import {
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  hubRunControlPermission,
  hubRunCreatePermission,
  hubRunReadPermission,
  hubServiceControlPermission,
  hubNodeReadPermission,
  hubServiceReadPermission,
  hubServiceValueReadPermission,
} from '@illm-lab/plugin-hub-common';
import { hubExperimentRules } from '@illm-lab/plugin-hub-node';
import { HubPermissionPolicy, PLATFORM_TEAM } from './HubPermissionPolicy';

const unknownWrite = createPermission({
  name: 'somewhere.thing.change',
  attributes: { action: 'update' },
});
const unknownNeither = createPermission({
  name: 'somewhere.thing.do',
  attributes: {},
});

/** The policy's decision for a member of these groups, or for nobody. */
async function decide(permission: Permission, groups?: string[]) {
  const refs = ['user:default/grace', ...(groups ?? [])];
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async () => ({
      userEntityRef: 'user:default/grace',
      ownershipEntityRefs: refs,
    }),
  });
  const user: PolicyQueryUser = {
    credentials: mockCredentials.user('user:default/grace'),
    info: { userEntityRef: refs[0], ownershipEntityRefs: refs },
  };
  return new HubPermissionPolicy(userInfo).handle(
    { permission },
    groups && user,
  );
}

const runs = [hubRunCreatePermission, hubRunControlPermission];
const reads = [
  hubRunReadPermission,
  hubNodeReadPermission,
  hubServiceReadPermission,
  kubernetesClustersReadPermission,
  kubernetesResourcesReadPermission,
  catalogEntityReadPermission,
  taskReadPermission,
  templateParameterReadPermission,
];
const everyones = [
  catalogEntityRefreshPermission,
  taskCreatePermission,
  actionExecutePermission,
];
const platformOnly = [
  hubServiceControlPermission,
  hubServiceValueReadPermission,
  // With the portal's own rights on the clusters.
  kubernetesProxyPermission,
  catalogEntityDeletePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  templateManagementPermission,
  templateDryRunPermission,
  unknownWrite,
  unknownNeither,
];
const all = [
  ...runs,
  ...reads,
  ...everyones,
  ...platformOnly,
  taskCancelPermission,
].map(permission => [permission.name, permission] as const);

const named = (permissions: Permission[]) =>
  permissions.map(permission => [permission.name, permission] as const);

describe('HubPermissionPolicy', () => {
  it.each(all)('denies %s to who is not signed in', async (_, permission) =>
    expect(await decide(permission)).toEqual({ result: 'DENY' }),
  );

  it.each(all)('allows %s to the platform team', async (_, permission) =>
    expect(await decide(permission, [PLATFORM_TEAM])).toEqual({
      result: 'ALLOW',
    }),
  );

  it.each(named([...reads, ...everyones]))(
    'allows %s to everyone signed in',
    async (_, permission) =>
      expect(await decide(permission, [])).toEqual({ result: 'ALLOW' }),
  );

  it.each(named(platformOnly))(
    'denies %s to other teams',
    async (_, permission) =>
      expect(await decide(permission, ['group:default/web'])).toEqual({
        result: 'DENY',
      }),
  );

  it.each(['platform', 'group:other/platform', 'user:default/platform'])(
    'does not take %s for the platform team',
    async ref =>
      expect(await decide(unknownWrite, [ref])).toEqual({ result: 'DENY' }),
  );

  describe.each(named(runs))('%s', (_, permission) => {
    it.each([
      ['its owner', 'group:default/web', true],
      ['another team', 'group:default/data', false],
      ['no owner', undefined, false],
    ])(
      'is decided on an experiment with %s',
      async (_owner, owner, allowed) => {
        const decision = await decide(permission, ['group:default/web']);
        if (
          decision.result !== 'CONDITIONAL' ||
          !('rule' in decision.conditions)
        ) {
          throw new Error(`Not conditional: ${JSON.stringify(decision)}`);
        }
        expect(decision.pluginId).toBe('hub');
        const { rule, params } = decision.conditions;
        const found = Object.values(hubExperimentRules).find(
          candidate => candidate.name === rule,
        );
        expect(
          found?.apply(
            { name: 'http-baseline', owner },
            params as { claims: string[] },
          ),
        ).toBe(allowed);
      },
    );
  });

  it('lets a task be cancelled by who started it', async () => {
    expect(
      await decide(taskCancelPermission, ['group:default/web']),
    ).toMatchObject({
      result: 'CONDITIONAL',
      pluginId: 'scaffolder',
      conditions: {
        rule: 'IS_TASK_OWNER',
        params: { createdBy: ['user:default/grace'] },
      },
    });
  });
});
