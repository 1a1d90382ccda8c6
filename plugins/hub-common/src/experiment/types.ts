import { ThresholdInput } from '../k6';
import { Topology } from '../experiment-topology';
import { Load } from './load/shape';
import { Workload } from './workload/shape';

/** What a person says about a new experiment. */
export type ExperimentInput = {
  /** DNS-1123 label, see {@link validateExperimentName}. */
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
  /** What is tested. */
  workload: Workload;
  /** What load is put on it. */
  load: Load;
  /** What must hold for a run to pass; none is allowed. */
  thresholds: ThresholdInput[];
};

/** A file of an experiment's folder, or of the one that a person uploads. */
export type ExperimentFile = {
  /** Path from the folder that it is in, with `/` between its parts. */
  path: string;
  content: string;
  /** `base64` for what is no text. */
  encoding: 'utf8' | 'base64';
};
