import type { components, paths } from './openapi.generated';

type Schemas = components['schemas'];

/** Window, aggregation and filter of a report. */
export type CostQuery = NonNullable<
  paths['/costs']['get']['parameters']['query']
>;
/** What a window cost. */
export type CostReport = Schemas['CostReport'];
/** One line of a report. */
export type CostItem = Schemas['CostItem'];
/** What something cost, by resource. */
export type CostParts = Schemas['CostParts'];
/** A label that is missing, and on what. */
export type CostMissingLabel = Schemas['CostMissingLabel'];
/** A workload with its cost. */
export type CostWorkload = Schemas['CostWorkload'];
/** The cost of one day of a report. */
export type CostStep = Schemas['CostStep'];
/** From when until when. */
export type CostWindow = Schemas['CostWindow'];
/** Windows by name. */
export type CostWindowPreset = Schemas['CostWindowPreset'];
/** How idle cost is shown. */
export type CostIdleMode = Schemas['CostIdleMode'];
/** A cost center's month. */
export type CostBudget = Schemas['CostBudget'];
/** All cost centers' month. */
export type CostBudgets = Schemas['CostBudgets'];
/** What a run cost. */
export type RunCost = Schemas['RunCost'];

/** Key of the item, and value of a label, of what lacks the labels. */
export const COST_UNALLOCATED = '__unallocated__';
/** Key of the item of what nothing asked for. */
export const COST_IDLE = '__idle__';
