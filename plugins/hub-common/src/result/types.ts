import type { components } from '../api/openapi.generated';

type Schemas = components['schemas'];

/** How a run ended: thresholds held, a threshold crossed, or no verdict. */
export type Verdict = Schemas['Verdict'];
/** Measurements of a run and the verdict on them. */
export type Result = Schemas['Result'];
/** One k6 threshold with its outcome. */
export type ResultThreshold = Schemas['ResultThreshold'];
/** One k6 metric (or submetric) with its values. */
export type ResultMetric = Schemas['ResultMetric'];
/** How busy the host's CPUs were while the load ran, as shares of 1. */
export type HostCpu = Schemas['HostCpu'];
