import { Alert, Skeleton } from '@backstage/ui';
import {
  hasEnded,
  type HostCpu,
  type Result,
  percent,
  runState,
  type Run,
  stopSentence,
} from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import { Problem } from '../components/Problem';
import { StatusTag } from '../components/StatusTag';
import { runStatus } from '../format/phase';
import { runSentence } from '../format/sentence';
import { absoluteTime } from '../format/time';
import { useResult } from '../state/queries';
import { BigNumbers } from './BigNumbers';
import { MetricsTables } from './MetricsTables';
import styles from './run.module.css';
import { ThresholdsTable } from './ThresholdsTable';

/** A busier host than this measures itself as much as the target. */
const SATURATED = 0.9;

/** Whether the machine itself was the limit while the load ran. */
const HostLoad = ({ cpu }: { cpu: HostCpu }) => {
  const words = `While the load ran the host's CPUs were busy ${percent(
    cpu.mean,
  )} on average, ${percent(cpu.max)} at its peak.`;
  return cpu.max >= SATURATED ? (
    <Alert
      status="warning"
      icon
      title="The machine itself was at its limit"
      description={`${words} The figures tell as much about it as about the target.`}
    />
  ) : (
    <p className={styles.quiet}>{words}</p>
  );
};

const Measured = ({ run, result }: { run: Run; result: Result }) => (
  <div className={styles.result}>
    <p className={styles.verdict}>
      <StatusTag
        status={runStatus({
          state: runState({ phase: run.phase, verdict: result.verdict }),
        })}
      />
      <span>{run.state === 'stopped' ? runSentence(run) : result.message}</span>
    </p>
    {result.partial && (
      <Alert
        status="info"
        icon
        title="A part of the measurement"
        description="The figures cover the time until the run was stopped. Thresholds are as k6 saw them then; they are no verdict."
      />
    )}
    <BigNumbers metrics={result.metrics} />
    {result.hostCpu && <HostLoad cpu={result.hostCpu} />}
    {result.truncated && <Alert status="info" icon title={result.truncated} />}
    {result.thresholds.length > 0 && (
      <ThresholdsTable thresholds={result.thresholds} />
    )}
    {result.metrics.length > 0 && <MetricsTables metrics={result.metrics} />}
    <p className={styles.quiet}>
      Collected {absoluteTime(result.collectedAt)}.
    </p>
  </div>
);

const missingWords = (run: Run) =>
  run.state === 'stopped'
    ? stopSentence({ stoppedBy: run.stoppedBy, partial: false })
    : 'The run ended before its measurements could be collected.';

/** What was measured, the verdict first. */
export const ResultTab = ({ run }: { run: Run }) => {
  const { data: result, error, refetch } = useResult(run);
  if (error) {
    return <Problem what="The result" error={error} onRetry={refetch} />;
  }
  if (result === undefined && hasEnded(run)) {
    return (
      <div role="status" aria-busy="true" aria-label="Loading the result">
        <Skeleton height={240} />
      </div>
    );
  }
  if (!result) {
    return (
      <EmptyStart title={hasEnded(run) ? 'No result' : 'No result yet'}>
        {hasEnded(run)
          ? missingWords(run)
          : 'It appears here by itself when the experiment has ended and its measurements are collected.'}
      </EmptyStart>
    );
  }
  return <Measured run={run} result={result} />;
};
