import { type NodeResource } from '@illm-lab/plugin-hub-common';
import { type ReactNode } from 'react';
import styles from './nodes.module.css';
import { resourceWords, share } from './words';

const percentOf = (value: number | undefined) =>
  `${Math.min(100, (value ?? 0) * 100)}%`;
const FULL = 0.9;

/** A resource: a bar of what is used, a mark at what is requested, and words. */
export const Usage = ({
  name,
  resource,
  format,
  words = resourceWords(resource, format),
  children,
}: {
  name: string;
  resource: NodeResource;
  format: (value: number) => string;
  /** What the bar shows, where it is not use and requests. */
  words?: string;
  /** Beside the words, as a sparkline. */
  children?: ReactNode;
}) => {
  const used = share(resource.used, resource);
  const requested = share(resource.requested, resource);
  return (
    <div className={styles.usage}>
      <div className={styles.usageHead}>
        <span className={styles.usageName}>{name}</span>
        {children}
      </div>
      <div className={styles.bar} aria-hidden>
        <span
          className={styles.used}
          data-full={(used ?? 0) > FULL || undefined}
          style={{ width: percentOf(used) }}
        />
        {requested !== undefined && requested > 0 && (
          <span
            className={styles.requested}
            style={{ left: percentOf(requested) }}
          />
        )}
      </div>
      <span className={styles.note}>{words}</span>
    </div>
  );
};
