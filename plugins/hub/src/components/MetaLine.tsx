import { type ReactNode } from 'react';
import styles from './MetaLine.module.css';

/** Small facts on one line, each in a `span` of its own, with dots between. */
export const MetaLine = ({ children }: { children: ReactNode }) => (
  <p className={styles.meta}>{children}</p>
);
