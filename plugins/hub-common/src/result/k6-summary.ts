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

const values = z.record(z.string(), z.number());
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
      z.union([z.number(), z.record(z.string(), z.boolean())]),
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
  throw new Error('The k6 summary is in no format that k6 1.8 writes.');
}

const UNITS: Record<string, K6Unit> = { time: 'ms', data: 'bytes' };

function unitOf(
  kind: K6MetricType,
  content: z.infer<typeof contains>,
): K6Unit | undefined {
  return kind === 'rate' ? 'ratio' : UNITS[content];
}

function fromMachineReadable({
  config,
  results,
}: z.infer<typeof machineReadable>): K6Summary {
  const all = [...(results.checks?.metrics ?? []), ...results.metrics];
  return {
    tellsThresholds: false,
    metrics: all.map(metric => ({
      name: metric.name,
      type: metric.type,
      unit: unitOf(metric.type, metric.contains),
      values:
        metric.type === 'counter' && config.duration > 0
          ? { ...metric.values, rate: metric.values.count / config.duration }
          : metric.values,
      thresholds: [],
    })),
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
      const kind = typeByShape(numbers);
      const { value, ...others } = numbers;
      return {
        name,
        type: kind,
        unit: kind === 'rate' ? ('ratio' as const) : undefined,
        values: kind === 'rate' ? { ...others, rate: value } : numbers,
        thresholds:
          typeof thresholds === 'object'
            ? Object.entries(thresholds).map(([expression, crossed]) => ({
                expression,
                passed: !crossed,
              }))
            : [],
      };
    }),
  };
}

/** The older export doesn't name the type; each type has fields of its own. */
function typeByShape(fields: Record<string, number>): K6MetricType {
  if ('passes' in fields) {
    return 'rate';
  }
  if ('count' in fields) {
    return 'counter';
  }
  return 'value' in fields ? 'gauge' : 'trend';
}
