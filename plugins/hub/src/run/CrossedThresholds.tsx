import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Box, ButtonLink } from '@backstage/ui';
import {
  formatValue,
  limitWords,
  type ResultThreshold,
  type Run,
  thresholdSubject,
} from '@illm-lab/plugin-hub-common';
import { runRouteRef } from '../routes';
import { ThresholdBar } from './ThresholdBar';
import styles from './run.module.css';

/** The thresholds that were crossed: the limit, what was measured, by how much. */
export const CrossedThresholds = ({
  run,
  crossed,
}: {
  run: Run;
  crossed: ResultThreshold[];
}) => {
  const base = useRouteRef(runRouteRef)?.({ id: run.id }) ?? '';
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.wrong}
      aria-labelledby="what-went-wrong"
    >
      <h3 id="what-went-wrong">What went wrong</h3>
      <ul className={styles.crossed}>
        {crossed.map(threshold => {
          const { metric, expression, step, value, unit } = threshold;
          return (
            <li key={`${step ?? ''} ${metric} ${expression}`}>
              <span>
                <strong>{thresholdSubject(threshold)}</strong>{' '}
                {value !== undefined && `was ${formatValue(value, unit)}; it `}
                must be {limitWords(threshold)}.
              </span>
              <ThresholdBar threshold={threshold} />
            </li>
          );
        })}
      </ul>
      <ButtonLink size="small" variant="secondary" href={`${base}/result`}>
        Open the result
      </ButtonLink>
    </Box>
  );
};
