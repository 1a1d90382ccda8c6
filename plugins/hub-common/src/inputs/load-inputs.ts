import { RunInput } from './types';

/**
 * The inputs that the wizard gives an experiment's workflow, and by which it
 * checks its own fields: what may be typed there may be typed for a run.
 */
export const LOAD_INPUTS = {
  vus: {
    name: 'vus',
    title: 'Virtual users',
    description: 'Virtual users at the top of the load',
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    required: false,
  },
  duration: {
    name: 'duration',
    title: 'Duration',
    description: 'Time at the top of the load, such as 8s or 2m',
    type: 'duration',
    minimum: 1,
    maximum: 86_400,
    required: false,
  },
  thresholds: {
    name: 'thresholds',
    title: 'Thresholds',
    description: 'What must hold for the run to pass',
    type: 'json',
    format: 'k6-thresholds',
    required: false,
  },
} as const satisfies Record<string, RunInput>;
