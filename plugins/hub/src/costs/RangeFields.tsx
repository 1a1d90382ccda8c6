import { useState } from 'react';
import styles from './costs.module.css';

const NAMES = { from: 'First day', to: 'Last day' } as const;

/**
 * First and last day of a range. Days are of UTC, as OpenCost counts. What is
 * typed counts once it is a range; until then the page stays as it was.
 */
export const RangeFields = ({
  range,
  onChange,
}: {
  range: { from: string; to: string };
  onChange: (range: { from: string; to: string }) => void;
}) => {
  const [typed, setTyped] = useState(range);
  const backwards = Boolean(typed.from && typed.to && typed.from > typed.to);
  const set = (change: Partial<typeof range>) => {
    const next = { ...typed, ...change };
    setTyped(next);
    if (next.from && next.to && next.from <= next.to) onChange(next);
  };
  return (
    <div className={styles.range}>
      {(['from', 'to'] as const).map(end => (
        <label key={end} className={styles.day}>
          <span>{NAMES[end]}</span>
          <input
            type="date"
            value={typed[end]}
            aria-invalid={backwards}
            onChange={event => set({ [end]: event.target.value })}
          />
        </label>
      ))}
      {backwards && (
        <p role="alert" className={styles.wrong}>
          The last day is before the first one. Choose a later last day.
        </p>
      )}
    </div>
  );
};
