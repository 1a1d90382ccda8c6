import { sourceSentence, type SourceStatus } from '@illm-lab/plugin-hub-common';
import { RiErrorWarningLine } from '@remixicon/react';
import { absoluteTime, clockTime } from '../format/time';
import styles from './SourceNotice.module.css';

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/**
 * Says beside what is shown that its source does not answer, why, and how old it
 * is. Nothing while the source answers.
 *
 * @param source - as the answer carries it
 * @param error - the portal's own answer failed; counts instead of the source
 */
export const SourceNotice = ({
  source,
  error,
  what,
}: {
  source?: SourceStatus;
  error?: Error | null;
  /** What is shown here, for an error: “The costs”. */
  what?: string;
}) => {
  const text = noticeOf(source, error, what);
  if (!text) return null;
  return (
    <p
      role="status"
      className={styles.notice}
      title={source?.lastGoodAt && absoluteTime(source.lastGoodAt)}
    >
      <RiErrorWarningLine size={16} aria-hidden />
      <span>{text}</span>
    </p>
  );
};

/** The notice in words; undefined when there is nothing to say. */
export function noticeOf(
  source?: SourceStatus,
  error?: Error | null,
  what = 'This',
): string | undefined {
  if (error) {
    const { message } = error.cause instanceof Error ? error.cause : error;
    return sentence(`${what} could not be loaded: ${message}`);
  }
  if (!source || source.connected) return undefined;
  return [
    source.lastGoodAt && `As of ${clockTime(source.lastGoodAt)}.`,
    sourceSentence(source),
  ]
    .filter(Boolean)
    .join(' ');
}
