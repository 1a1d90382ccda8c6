import { type ReactNode } from 'react';
import styles from './run.module.css';

/** What may be wider than the screen; scrolls by itself, by keyboard too. */
export const ScrollRegion = ({
  label,
  children,
}: {
  /** What is in it, for those who read by ear. */
  label: string;
  children: ReactNode;
}) => (
  // A place that scrolls has to take the focus, or the arrow keys can't move it.
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
