import { type ReactNode } from 'react';
import styles from './PageSentence.module.css';

/** The sentence that a page's visitor came for; it stands first. */
export const PageSentence = ({ children }: { children: ReactNode }) => (
  <h2 className={styles.sentence}>{children}</h2>
);
