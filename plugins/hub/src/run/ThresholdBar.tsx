import {
  distanceWords,
  type ResultThreshold,
} from '@illm-lab/plugin-hub-common';
import styles from './ThresholdBar.module.css';

const FULL = 100;

/**
 * What was measured as a bar, with the limit marked on it, and in words how far
 * they are apart. Without a figure there is nothing to draw.
 */
export const ThresholdBar = ({ threshold }: { threshold: ResultThreshold }) => {
  const { limit, value, passed } = threshold;
  const words = distanceWords(threshold);
  if (value === undefined || limit === undefined || words === undefined) {
    return null;
  }
  const scale = Math.max(Math.abs(value), Math.abs(limit)) || 1;
  const share = (amount: number) => `${(FULL * Math.max(amount, 0)) / scale}%`;
  return (
    <span className={styles.threshold}>
      <span
        className={styles.track}
        data-passed={passed || undefined}
        aria-hidden="true"
      >
        <span className={styles.value} style={{ inlineSize: share(value) }} />
        <span
          className={styles.limit}
          style={{ insetInlineStart: share(limit) }}
        />
      </span>
      <span className={styles.words}>{words}</span>
    </span>
  );
};
