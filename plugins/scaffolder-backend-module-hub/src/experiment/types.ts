import { ThresholdInput, Topology } from '@illm-lab/plugin-hub-common';

/** What a person says about a new experiment. */
export type ExperimentInput = {
  /** DNS-1123 label, see hub-common's `validateExperimentName`. */
  name: string;
  /** One sentence. */
  description: string;
  /** Entity ref of the team that owns it, e.g. `group:default/web`. */
  owner: string;
  /** Cost label. */
  project: string;
  /** Cost label. */
  environment: string;
  /** Entity ref of the cost center, e.g. `group:default/cc-200`. */
  costCenter: string;
  /** Where its runs take place. */
  topology: Topology;
  /** Virtual users at the top of the load, at least 1. */
  virtualUsers: number;
  /** Time at the top of the load, e.g. `30s` or `1m30s`. */
  duration: string;
  /** What must hold for a run to pass; none is allowed. */
  thresholds: ThresholdInput[];
};
