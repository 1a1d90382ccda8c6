import { Issue } from '../issue';
import {
  canonicalMetric,
  K6_BUILTIN_METRICS,
  parentMetric,
  spellingIssue,
  ThresholdInput,
  twoSpellings,
  validateThreshold,
} from '../k6';

type Words = Pick<Issue, 'message' | 'remedy'>;

const ANY_TYPE = ['trend', 'counter', 'gauge', 'rate'] as const;

/**
 * Threshold rows as k6's option `thresholds`: expressions by metric, in order. Rows
 * that spell one submetric otherwise come under the first of its spellings.
 */
export function thresholdsToJson(rows: ThresholdInput[]): string {
  const grouped = new Map<string, { metric: string; expressions: string[] }>();
  for (const { metric, expression } of rows) {
    const key = canonicalMetric(metric);
    const group = grouped.get(key) ?? { metric, expressions: [] };
    group.expressions.push(expression);
    grouped.set(key, group);
  }
  return JSON.stringify(
    Object.fromEntries(
      [...grouped.values()].map(({ metric, expressions }) => [
        metric,
        expressions,
      ]),
    ),
  );
}

/**
 * k6's option `thresholds` as rows; undefined when it is something else, or has
 * more than rows can say (`abortOnFail`).
 */
export function thresholdsFromJson(text: string): ThresholdInput[] | undefined {
  try {
    const rows = rowsOf(JSON.parse(text));
    return rows?.every(({ plain }) => plain)
      ? rows.map(({ metric, expression }) => ({ metric, expression }))
      : undefined;
  } catch {
    return undefined;
  }
}

/** What k6 would refuse of its option `thresholds`, given as an object. */
export function checkThresholds(value: unknown): Words | undefined {
  const rows = rowsOf(value);
  if (!rows) {
    return {
      message: 'These are no thresholds.',
      remedy:
        'Give expressions by metric, such as {"http_req_duration": ["p(95)<200"]}.',
    };
  }
  for (const { metric, expression } of rows) {
    const parent = parentMetric(metric);
    // What metrics a script makes is its own matter: only k6 can tell.
    const issues = K6_BUILTIN_METRICS.has(parent)
      ? validateThreshold({ metric, expression })
      : ANY_TYPE.map(type =>
          validateThreshold({ metric, expression }, { [parent]: type }),
        ).sort((a, b) => a.length - b.length)[0];
    if (issues[0]) return issues[0];
  }
  const twice = twoSpellings(rows.map(({ metric }) => metric));
  return twice && spellingIssue(twice);
}

function rowsOf(
  value: unknown,
): (ThresholdInput & { plain: boolean })[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const rows: (ThresholdInput & { plain: boolean })[] = [];
  for (const [metric, list] of Object.entries(value)) {
    if (!Array.isArray(list)) return undefined;
    for (const one of list) {
      const expression =
        typeof one === 'string'
          ? one
          : (one as { threshold?: unknown } | null)?.threshold;
      if (typeof expression !== 'string') return undefined;
      rows.push({ metric, expression, plain: typeof one === 'string' });
    }
  }
  return rows;
}
