import { z } from 'zod';
import { K6MetricType, K6Unit } from '../k6/metrics';

/** A k6 summary, whichever way k6 wrote it. */
export interface K6Summary {
  metrics: K6SummaryMetric[];
  /** False for k6's new format, which has no word on thresholds in 1.8. */
  tellsThresholds: boolean;
}

/** One metric of a summary. */
export interface K6SummaryMetric {
  name: string;
  type: K6MetricType;
  /** What k6 itself says of the unit; absent in its older export. */
  unit?: K6Unit;
  values: Record<string, number>;
  thresholds: { expression: string; passed: boolean }[];
}

/** JSON has no infinity, and k6 writes null where a figure was not asked for. */
const values = z
  .record(z.string(), z.number().nullable())
  .transform(all =>
    Object.fromEntries(
      Object.entries(all).filter(
        (one): one is [string, number] => one[1] !== null,
      ),
    ),
  );
const type = z.enum(['counter', 'gauge', 'rate', 'trend']);
const contains = z.enum(['default', 'time', 'data']);

/** `--summary-export --new-machine-readable-summary`. */
const machineReadable = z.object({
  version: z.string(),
  config: z.object({ duration: z.number() }),
  results: z.object({
    checks: z
      .object({
        metrics: z
          .array(z.object({ name: z.string(), type, contains, values }))
          .optional(),
      })
      .optional(),
    metrics: z.array(z.object({ name: z.string(), type, contains, values })),
  }),
});

/** What `handleSummary(data)` gets. */
const handleSummary = z.object({
  state: z.object({ testRunDurationMs: z.number() }),
  metrics: z.record(
    z.string(),
    z.object({
      type,
      contains,
      values,
      thresholds: z
        .record(z.string(), z.object({ ok: z.boolean() }))
        .optional(),
    }),
  ),
});

/** `--summary-export`: values and thresholds in one; true means crossed. */
const summaryExport = z.object({
  metrics: z.record(
    z.string(),
    z.record(
      z.string(),
      z.union([z.number().nullable(), z.record(z.string(), z.boolean())]),
    ),
  ),
});

/**
 * Reads a k6 summary: `--summary-export` as k6 1.8 writes it by default (which
 * alone names the thresholds without help from the script), the data of
 * `handleSummary`, or the new machine-readable format.
 *
 * @throws Error with a sentence when the text is none of these
 */
export function parseK6Summary(text: string): K6Summary {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(
      'The k6 summary is not JSON; it may have been cut short on its way.',
    );
  }
  const modern = machineReadable.safeParse(json);
  if (modern.success) {
    return fromMachineReadable(modern.data);
  }
  const callback = handleSummary.safeParse(json);
  if (callback.success) {
    return fromHandleSummary(callback.data);
  }
  const exported = summaryExport.safeParse(json);
  if (exported.success) {
    return fromExport(exported.data);
  }
  throw new Error(
    'The k6 summary is in no format that k6 1.8 writes. Let k6 write it with --summary-export, or write the data of handleSummary as JSON.',
  );
}

const UNITS: Record<string, K6Unit> = { time: 'ms', data: 'bytes' };

function unitOf(
  kind: K6MetricType,
  content: z.infer<typeof contains>,
): K6Unit | undefined {
  return kind === 'rate' ? 'ratio' : UNITS[content];
}

/** The checks of all steps, which the new format calls by three names of its own. */
const CHECKS = {
  succeeded: 'checks_succeeded',
  same: /^checks_(total|failed)$/,
};

/** Figures that the new format calls otherwise: `p95` is `p(95)`. */
function oldNames({
  type: kind,
  values: figures,
}: {
  type: K6MetricType;
  values: Record<string, number>;
}): Record<string, number> {
  if (kind === 'rate') {
    const { matches, total, rate } = figures;
    return { rate, passes: matches, fails: total - matches };
  }
  return Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [
      name.replace(/^p(\d+(\.\d+)?)$/, 'p($1)'),
      figure,
    ]),
  );
}

function fromMachineReadable({
  config,
  results,
}: z.infer<typeof machineReadable>): K6Summary {
  const checks = (results.checks?.metrics ?? [])
    .filter(({ name }) => !CHECKS.same.test(name))
    .map(one =>
      one.name === CHECKS.succeeded ? { ...one, name: 'checks' } : one,
    );
  return {
    tellsThresholds: false,
    metrics: [...checks, ...results.metrics].map(metric => {
      const figures = oldNames(metric);
      return {
        name: metric.name,
        type: metric.type,
        unit: unitOf(metric.type, metric.contains),
        values:
          metric.type === 'counter' && config.duration > 0
            ? { ...figures, rate: figures.count / config.duration }
            : figures,
        thresholds: [],
      };
    }),
  };
}

function fromHandleSummary({
  metrics,
}: z.infer<typeof handleSummary>): K6Summary {
  return {
    tellsThresholds: true,
    metrics: Object.entries(metrics).map(([name, metric]) => ({
      name,
      type: metric.type,
      unit: unitOf(metric.type, metric.contains),
      values: metric.values,
      thresholds: Object.entries(metric.thresholds ?? {}).map(
        ([expression, { ok }]) => ({ expression, passed: ok }),
      ),
    })),
  };
}

function fromExport({ metrics }: z.infer<typeof summaryExport>): K6Summary {
  return {
    tellsThresholds: true,
    metrics: Object.entries(metrics).map(([name, fields]) => {
      const numbers = Object.fromEntries(
        Object.entries(fields).filter(
          (field): field is [string, number] => typeof field[1] === 'number',
        ),
      );
      const { thresholds } = fields;
      const kind = typeByShape(fields);
      const { value, ...others } = numbers;
      return {
        name,
        type: kind,
        unit: kind === 'rate' ? ('ratio' as const) : undefined,
        values: kind === 'rate' ? { ...others, rate: value } : numbers,
        thresholds:
          typeof thresholds === 'object' && thresholds !== null
            ? Object.entries(thresholds).map(([expression, crossed]) => ({
                expression,
                passed: !crossed,
              }))
            : [],
      };
    }),
  };
}

/**
 * The older export doesn't name the type; each type has fields of its own. A trend
 * has those that its author asks for in `summaryTrendStats`, `count` among them.
 */
function typeByShape(fields: Record<string, unknown>): K6MetricType {
  if ('passes' in fields) return 'rate';
  if ('value' in fields) return 'gauge';
  return 'rate' in fields ? 'counter' : 'trend';
}
