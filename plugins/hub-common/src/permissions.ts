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

/** To stop a run of an experiment. */
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

/** All permissions of the hub. */
export const hubPermissions = [
  hubRunCreatePermission,
  hubRunControlPermission,
  hubRunReadPermission,
  hubCostReadPermission,
];
