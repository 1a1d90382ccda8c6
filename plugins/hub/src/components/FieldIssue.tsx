import { type Issue } from '@illm-lab/plugin-hub-common';
import { RiErrorWarningLine } from '@remixicon/react';
import styles from './FieldIssue.module.css';

/** What a form has found wrong with a field that has nothing to say itself. */
export const firstOf = ([error]: string[] = []) =>
  error ? { message: error, remedy: '' } : undefined;

/** What is wrong with a field and what to do, under the field. */
export const FieldIssue = ({
  issue,
}: {
  issue?: Pick<Issue, 'message' | 'remedy'>;
}) => (
  <div role="status" className={styles.issue}>
    {issue && (
      <>
        <RiErrorWarningLine size={14} aria-hidden />
        <span>
          {issue.message}
          {issue.remedy && ` ${issue.remedy}`}
        </span>
      </>
    )}
  </div>
);
