import { type ReactNode } from 'react';
import styles from './PageSentence.module.css';

/**
 * The sentence that a page's visitor came for; it stands first. No `h2`, since a
 * skeleton may stand in it.
 */
export const PageSentence = ({ children }: { children: ReactNode }) => (
  <div role="heading" aria-level={2} className={styles.sentence}>
    {children}
  </div>
);
