/** How often a sample is taken; well inside what OpenCost takes for a gap. */
const STEP_S = 30;

/** From when until when, RFC 3339. */
export interface During {
  from: string;
  to: string;
}

/** One time series whose value does not change, or grows evenly. */
export interface Series extends During {
  metric: string;
  labels: Record<string, string>;
  /** Its value; of a counter, what it grows by in a second. */
  value: number;
}

const isCounter = ({ metric }: Series) => metric.endsWith('_total');

const seconds = (time: string) => Date.parse(time) / 1000;

/** Samples end a little early: Prometheus sees each for a minute more. */
const LOOKBACK_S = 60;

function samples(series: Series): string[] {
  const labels = Object.entries(series.labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');
  const lines: string[] = [];
  const from = seconds(series.from);
  const end = seconds(series.to) - LOOKBACK_S;
  for (let time = from; time <= end; time += STEP_S) {
    const value = isCounter(series)
      ? series.value * (time - from)
      : series.value;
    lines.push(`${series.metric}{${labels}} ${value} ${time}`);
  }
  return lines;
}

/** Series as `promtool tsdb create-blocks-from openmetrics` reads them. */
export function openMetrics(all: Series[]): string {
  const byMetric = new Map<string, Series[]>();
  for (const series of all) {
    byMetric.set(series.metric, [
      ...(byMetric.get(series.metric) ?? []),
      series,
    ]);
  }
  const families = [...byMetric.values()].map(family => [
    `# TYPE ${family[0].metric.replace(/_total$/, '')} ${
      isCounter(family[0]) ? 'counter' : 'gauge'
    }`,
    ...family.flatMap(samples),
  ]);
  return [...families.flat(), '# EOF', ''].join('\n');
}
