import { VisuallyHidden } from '@backstage/ui';
import { type PullCheckRun } from '@illm-lab/plugin-hub-common';
import { Panel } from '../components/Panel';
import { StatusIcon } from '../components/StatusTag';
import { type Tone } from '../format/phase';
import { checkLabel } from './pullSteps';
import styles from './pull.module.css';

const TONES: Record<PullCheckRun['state'], { tone: Tone; word: string }> = {
  passed: { tone: 'good', word: 'passed' },
  failed: { tone: 'bad', word: 'failed' },
  pending: { tone: 'running', word: 'at work' },
  skipped: { tone: 'stopped', word: 'not asked' },
};

/** The checks of a pull request one by one; one that failed says file, line and remedy. */
export const PullChecks = ({ checks }: { checks: PullCheckRun[] }) => {
  if (checks.length === 0) return null;
  return (
    <Panel title="Checks">
      <ul className={styles.checks}>
        {checks.map(({ name, state, title, issues }) => (
          <li key={name}>
            <StatusIcon tone={TONES[state].tone} size={20} />
            <span>
              <strong>{checkLabel(name)}</strong>
              <VisuallyHidden>{`, ${TONES[state].word}`}</VisuallyHidden>
              {title && <span className={styles.text}>{title}</span>}
              {issues.length > 0 && (
                <ul className={styles.issues}>
                  {issues.map(({ file, line, message }, i) => (
                    <li key={i}>
                      <code>
                        {file}, line {line}
                      </code>
                      : {message}
                    </li>
                  ))}
                </ul>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
