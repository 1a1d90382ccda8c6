import { loadCurve } from './load/curve';
import { ExperimentInput } from './types';
import { quantity } from './workload/quantity';

const GIB = 2 ** 30;
const SECONDS_PER_HOUR = 3600;

/** What the hub's computers cost, per hour. */
export interface HourlyPrices {
  /** ISO 4217. */
  currency: string;
  perCoreHour: number;
  perGibHour: number;
}

/** How long a run's load takes, and about what its target costs meanwhile. */
export interface RunEstimate {
  /** Of the load; undefined when an own script decides it. */
  seconds?: number;
  /** Of the target for that time; undefined when it is not known. */
  cost?: number;
  /** Of how the cost comes about, or why there is none, as a sentence. */
  basis: string;
}

/** Estimates a run; what is not known stays undefined. */
export function estimateRun(
  {
    workload,
    load,
    topology,
  }: Pick<ExperimentInput, 'workload' | 'load' | 'topology'>,
  prices?: HourlyPrices,
): RunEstimate {
  if (load.kind === 'folder') {
    return { basis: 'How long the script takes is up to the script.' };
  }
  const { seconds } = loadCurve(load);
  const time = { seconds };
  if (workload.kind === 'url') {
    return { ...time, basis: 'The target is not the hub’s to pay for.' };
  }
  if (workload.kind === 'git') {
    return { ...time, basis: 'What it asks for is known once it is deployed.' };
  }
  if (topology === 'clusters') {
    return {
      ...time,
      basis: 'What the clusters take is known once they are there.',
    };
  }
  if (!prices) {
    return { ...time, basis: 'This hub has no prices.' };
  }
  const { replicas, requests } =
    workload.kind === 'image'
      ? workload
      : { replicas: 1, requests: { cpu: '100m', memory: '32Mi' } };
  const hourly =
    quantity(requests.cpu) * prices.perCoreHour +
    (quantity(requests.memory) / GIB) * prices.perGibHour;
  return {
    ...time,
    cost: (replicas * hourly * seconds) / SECONDS_PER_HOUR,
    basis: `What ${
      replicas === 1 ? 'the target asks' : `its ${replicas} replicas ask`
    } for (${requests.cpu} CPU, ${requests.memory} memory${
      replicas === 1 ? '' : ' each'
    }) while the load lasts; k6 and the run’s own steps are paid by what they use.`,
  };
}
