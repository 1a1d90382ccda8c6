import { Link, VisuallyHidden } from '@backstage/ui';
import { type ClaimStep } from '@illm-lab/plugin-hub-common';
import { StatusIcon } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import styles from './claims.module.css';
import { stepStatus } from './status';

/** The stations of a claim's way, each with how it stands. */
export const ClaimSteps = ({ steps }: { steps: ClaimStep[] }) => (
  <ol className={styles.steps}>
    {steps.map(step => {
      const { word, tone } = stepStatus(step);
      return (
        <li
          key={step.id}
          data-part={step.id.startsWith('resource:') || undefined}
        >
          <StatusIcon tone={tone} size={20} />
          <span>
            <strong>{step.title}</strong>
            <VisuallyHidden>{`, ${word}: `}</VisuallyHidden>
            {step.at && (
              <span className={styles.at}>
                {' '}
                <TimeAgo at={step.at} />
              </span>
            )}
            <span className={styles.text}>
              {step.url ? (
                <Link href={step.url}>{step.message}</Link>
              ) : (
                step.message
              )}
            </span>
          </span>
        </li>
      );
    })}
  </ol>
);
