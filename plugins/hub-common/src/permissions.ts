import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of the permissions to act on runs. They are decided on the
 * experiment that a run belongs to; the resource ref is the experiment's name.
 */
export const RESOURCE_TYPE_HUB_EXPERIMENT = 'hub-experiment';

/** To start a run of an experiment. */
export const hubRunCreatePermission = createPermission({
  name: 'hub.run.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_HUB_EXPERIMENT,
});

/** To stop a run of an experiment, and to star it. */
export const hubRunControlPermission = createPermission({
  name: 'hub.run.control',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_HUB_EXPERIMENT,
});

/** To see experiments' inputs, runs, logs and results. */
export const hubRunReadPermission = createPermission({
  name: 'hub.run.read',
  attributes: { action: 'read' },
});

/** To see what the hub costs and who pays. */
export const hubCostReadPermission = createPermission({
  name: 'hub.cost.read',
  attributes: { action: 'read' },
});

/** To see clusters and their nodes. */
export const hubNodeReadPermission = createPermission({
  name: 'hub.node.read',
  attributes: { action: 'read' },
});

/** To see the hub's services. */
export const hubServiceReadPermission = createPermission({
  name: 'hub.service.read',
  attributes: { action: 'read' },
});

/**
 * To see the values of ConfigMaps in what differs from Git. Others see which differ:
 * people put secrets there too.
 */
export const hubServiceValueReadPermission = createPermission({
  name: 'hub.service.value.read',
  attributes: { action: 'read' },
});

/** To refresh, sync and roll back the hub's services. */
export const hubServiceControlPermission = createPermission({
  name: 'hub.service.control',
  attributes: { action: 'update' },
});

/** To see what teams have asked for. */
export const hubClaimReadPermission = createPermission({
  name: 'hub.claim.read',
  attributes: { action: 'read' },
});

/** All permissions of the hub. */
export const hubPermissions = [
  hubRunCreatePermission,
  hubRunControlPermission,
  hubRunReadPermission,
  hubCostReadPermission,
  hubServiceReadPermission,
  hubServiceValueReadPermission,
  hubServiceControlPermission,
  hubNodeReadPermission,
  hubClaimReadPermission,
];
