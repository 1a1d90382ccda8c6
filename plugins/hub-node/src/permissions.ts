import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  HUB_PLUGIN_ID,
  RESOURCE_TYPE_HUB_EXPERIMENT,
} from '@illm-lab/plugin-hub-common';
import { z } from 'zod';

/** An experiment as permissions see it. */
export interface HubExperimentResource {
  /** Name of the experiment, which is also its resource ref. */
  name: string;
  /** Entity ref of the owner; absent when the catalog names none. */
  owner?: string;
}

/** The resource on which acting on runs is decided. */
export const hubExperimentResourceRef = createPermissionResourceRef<
  HubExperimentResource,
  { owners: string[] }
>().with({
  pluginId: HUB_PLUGIN_ID,
  resourceType: RESOURCE_TYPE_HUB_EXPERIMENT,
});

/** Holds when one of the claims owns the experiment. */
export const isExperimentOwner = createPermissionRule({
  name: 'IS_EXPERIMENT_OWNER',
  description: 'Allow those who own the experiment',
  resourceRef: hubExperimentResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs that the user acts as: the user and its groups'),
  }),
  apply: ({ owner }, { claims }) =>
    owner !== undefined && claims.includes(owner),
  toQuery: ({ claims }) => ({ owners: claims }),
});

/** Rules that a policy may use on experiments. */
export const hubExperimentRules = { isExperimentOwner };

const exported = createConditionExports({
  resourceRef: hubExperimentResourceRef,
  rules: hubExperimentRules,
});

/** Conditions for a policy, such as `isExperimentOwner({ claims })`. */
export const hubExperimentConditions = exported.conditions;

/** A policy's conditional decision on an experiment. */
export const createHubExperimentConditionalDecision =
  exported.createConditionalDecision;
