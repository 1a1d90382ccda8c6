import { type Stage } from '@illm-lab/plugin-hub-common';
import { Link } from 'react-router-dom';
import { StatusIcon } from '../components/StatusTag';
import { Duration } from '../components/Time';
import { stageStatus } from '../format/phase';
import styles from './run.module.css';

/** Steps in order, those of the experiment inside its stage. */
export const StepTree = ({
  stages,
  selected,
}: {
  stages: Stage[];
  selected: string;
}) => (
  <ul className={styles.tree}>
    {stages.map(stage => {
      const { tone, word } = stageStatus(stage.phase);
      return (
        <li key={stage.id}>
          <Link
            to={{ search: `?step=${encodeURIComponent(stage.id)}` }}
            className={styles.step}
            aria-current={stage.id === selected ? 'true' : undefined}
          >
            <StatusIcon tone={tone} />
            <span className={styles.stepName}>{stage.name}</span>
            <span className={styles.stepState}>
              {word}
              {stage.startedAt && (
                <>
                  {' · '}
                  <Duration
                    startedAt={stage.startedAt}
                    finishedAt={stage.finishedAt}
                  />
                </>
              )}
            </span>
          </Link>
          {stage.children.length > 0 && (
            <StepTree stages={stage.children} selected={selected} />
          )}
        </li>
      );
    })}
  </ul>
);
