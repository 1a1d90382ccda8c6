import {
  type Check,
  type Executor,
  isRate,
  type Load,
  type Scenario,
} from '@illm-lab/plugin-hub-common';

/** Where a load comes from, as the form and its review call it. */
export const LOAD_KINDS: Record<Load['kind'], string> = {
  request: 'Described here',
  folder: 'My own k6 folder',
};

/** What k6's executors do. */
export const SHAPES: Record<Executor, string> = {
  'ramping-vus': 'Virtual users, up and down',
  'constant-vus': 'Virtual users, all at once',
  'ramping-arrival-rate': 'Arrival rate, up and down',
  'constant-arrival-rate': 'Arrival rate, constant',
};

/** What an answer must be like. */
export const CHECKS: Record<Check['kind'], string> = {
  status: 'has the status',
  contains: 'contains the text',
  within: 'comes within (ms)',
};

/** What the figure at the top of a scenario counts. */
export const peakTitle = (scenario: Pick<Scenario, 'executor'>) =>
  isRate(scenario) ? 'Requests per second' : 'Virtual users';
