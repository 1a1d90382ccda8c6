import { type TrendPoint } from '@illm-lab/plugin-hub-common';
import { Sparkline } from '../components/Sparkline';
import { formatValue } from '@illm-lab/plugin-hub-common';
import styles from './Topology.module.css';

/** The latency of an experiment's last runs, with the newest as a figure. */
export const LatencyTrend = ({ trend }: { trend: TrendPoint[] }) => {
  const last = trend[trend.length - 1];
  if (!last) return <>–</>;
  const value = formatValue(last.p95, 'ms');
  return (
    <span className={styles.trend}>
      {trend.length > 1 && (
        <Sparkline
          values={trend.map(({ p95 }) => p95)}
          min={0}
          width={80}
          label={`p95 of the last ${trend.length} runs, ${value} in the last`}
        />
      )}
      <span>{value}</span>
    </span>
  );
};
