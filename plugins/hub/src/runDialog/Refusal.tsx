import { Alert } from '@backstage/ui';
import { experimentPaths } from '@illm-lab/plugin-hub-common';
import { issuesOf } from '../components/issues';
import { errorText } from '../components/Problem';
import styles from './runDialog.module.css';

/** Why a run can't be started: each issue with its place and its remedy. */
export const Refusal = ({
  experiment,
  title,
  error,
}: {
  experiment: string;
  title: string;
  error: Error;
}) => {
  const issues = issuesOf(error);
  return (
    <Alert
      status="danger"
      icon
      role="alert"
      title={title}
      description={
        issues.length === 0 ? (
          errorText(error)
        ) : (
          <>
            <code>{experimentPaths(experiment).workflow}</code>
            <ul className={styles.issues}>
              {issues.map(({ path, line, message, remedy }) => (
                <li key={`${path} ${message}`}>
                  {(path || line) && (
                    <code>
                      {path}
                      {line && ` (line ${line})`}
                    </code>
                  )}{' '}
                  {message} {remedy}
                </li>
              ))}
            </ul>
          </>
        )
      }
    />
  );
};
