import { Skeleton } from '@backstage/ui';
import { Panel } from '../../components/Panel';
import { Problem } from '../../components/Problem';
import { useUnfinishedRuns } from '../../state/catalogQueries';
import { RunningRow } from './RunningRow';
import styles from './dashboard.module.css';

/** Runs at work, with how far they are and the way to stop them. */
export const RunningNow = () => {
  const { data, error, refetch } = useUnfinishedRuns();
  return (
    <Panel title="Running now">
      {error && !data && (
        <Problem what="The runs" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={40} />}
      {data?.items.length === 0 && (
        <p className={styles.quiet}>
          Nothing runs at present. Start a run from one of the experiments.
        </p>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.rows}>
          {data.items.map(run => (
            <RunningRow key={run.id} run={run} />
          ))}
        </ul>
      )}
    </Panel>
  );
};
