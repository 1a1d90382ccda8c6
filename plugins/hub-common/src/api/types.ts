import type { components, paths } from './openapi.generated';

type Schemas = components['schemas'];

/** The API's paths with their operations, as OpenAPI describes them. */
export type HubPaths = paths;

/** An experiment as the catalog has it, with its last run. */
export type Experiment = Schemas['Experiment'];
/** What a run of an experiment takes, and the commit that says so. */
export type ExperimentInputs = Schemas['ExperimentInputs'];
/** Whether a new experiment may have a name. */
export type Availability = Schemas['Availability'];
/** Hosts that are there already and that load may be put on. */
export type TargetHosts = Schemas['TargetHosts'];
/** What is kept of runs and for how long, and what there is now. */
export type Retention = Schemas['Retention'];
/** How long what runs leave is kept. */
export type RetentionRules = Schemas['RetentionRules'];
/** What runs have left until now. */
export type RetentionFigures = Schemas['RetentionFigures'];
/** One execution of an experiment. */
export type Run = Schemas['Run'];
/** How a run stands, see `runState`. */
export type RunState = Schemas['RunState'];
/** How far a run's Workflow is, in Argo's words. */
export type RunPhase = Schemas['RunPhase'];
/** One page of runs. */
export type RunPage = Schemas['RunPage'];
/** What starts a run. */
export type CreateRunRequest = Schemas['CreateRunRequest'];
/** A cluster that was made for a run. */
export type RunCluster = Schemas['RunCluster'];
/** A stage of a run, or a step inside one. */
export type Stage = Schemas['Stage'];
/** Where a stage stands. */
export type StagePhase = Schemas['StagePhase'];
/** How the hub and its parts are. */
export type HubStatus = Schemas['HubStatus'];
/** One process of the hub. */
export type ComponentStatus = Schemas['ComponentStatus'];
/** One tool that the hub builds for itself. */
export type ToolStatus = Schemas['ToolStatus'];
/** Something that the portal watches. */
export type SourceStatus = Schemas['SourceStatus'];
/** Someone who can sign in on a local hub. */
export type Person = Schemas['Person'];
