import { parentMetric } from '../k6/metrics';
import { percent } from './format';
import { K6Summary } from './k6-summary';
import { describeThreshold } from './threshold-words';
import { ResultThreshold } from './types';

/** What was measured, of all steps that ran k6. */
export interface Loads {
  thresholds: ResultThreshold[];
  summaries: K6Summary[];
}

/** A passed experiment in words: what held, and what that does not say. */
export function praise({ thresholds, summaries }: Loads): string {
  if (thresholds.length > 0) {
    return `${heldWords(thresholds)}${unsaid({ thresholds, summaries })}`;
  }
  if (summaries.length === 0) {
    return 'The experiment finished; it measures nothing with k6';
  }
  const failed = failedShare(summaries);
  const load = `The load finished${
    failed ? `, and ${percent(failed)} of its requests failed` : ''
  }`;
  return summaries.every(s => s.tellsThresholds)
    ? `${load}; it has no thresholds`
    : `${load}; k6 reported no crossed threshold`;
}

function heldWords(thresholds: ResultThreshold[]): string {
  const n = thresholds.length;
  const empty = thresholds.filter(({ noSamples }) => noSamples).length;
  if (empty === n) {
    return 'No threshold was crossed, but nothing was measured to hold against them';
  }
  if (empty > 0) {
    return `${
      n - empty
    } of ${n} thresholds held; nothing was measured to hold against the ${
      empty === 1 ? 'other' : `other ${empty}`
    }`;
  }
  return n === 1
    ? `The threshold held: ${describeThreshold(thresholds[0])}`
    : `All ${n} thresholds held`;
}

/** What could speak for how many requests failed. */
const TELLING = ['http_req_failed', 'checks'];

/** That requests failed, where no threshold has an eye on it. */
function unsaid({ thresholds, summaries }: Loads): string {
  const failed = failedShare(summaries);
  const isSaid = thresholds.some(({ metric }) =>
    TELLING.includes(parentMetric(metric)),
  );
  return failed === 0 || isSaid
    ? ''
    : `, though ${percent(failed)} of the requests failed`;
}

/** The largest share of failed requests of any step: without a limit nothing else says so. */
function failedShare(summaries: K6Summary[]): number {
  return Math.max(
    0,
    ...summaries.flatMap(({ metrics }) =>
      metrics
        .filter(({ name }) => name === 'http_req_failed')
        .map(({ values }) => values.rate ?? 0),
    ),
  );
}
