import { StatusTag } from './StatusTag';
import styles from './StatusSentence.module.css';

/** A sentence of more characters than this is set smaller. */
const LONG = 90;

/** How a thing is, as a tag and in words, told to screen readers as it changes. */
export const StatusSentence = ({
  status,
  sentence,
  as: Element = 'p',
}: {
  status: Parameters<typeof StatusTag>[0]['status'];
  sentence: string;
  /** Where it is the page's answer it is its heading. */
  as?: 'h2' | 'p';
}) => (
  <Element
    className={styles.sentence}
    data-long={Element === 'p' || sentence.length > LONG || undefined}
  >
    <StatusTag status={status} /> <span aria-live="polite">{sentence}</span>
  </Element>
);
