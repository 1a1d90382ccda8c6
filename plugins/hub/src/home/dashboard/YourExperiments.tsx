import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Skeleton } from '@backstage/ui';
import { type Experiment } from '@illm-lab/plugin-hub-common';
import { RiPlayLine } from '@remixicon/react';
import { useState } from 'react';
import { EmptyStart } from '../../components/EmptyStart';
import { useExperimentHref } from '../../components/EntityLink';
import { Panel } from '../../components/Panel';
import { PermittedButton } from '../../components/PermittedButton';
import { Problem } from '../../components/Problem';
import { SourceNotice } from '../../components/SourceNotice';
import { StatusTag } from '../../components/StatusTag';
import { TimeAgo } from '../../components/Time';
import { LatencyTrend } from '../../experiments/LatencyTrend';
import { runStatus } from '../../format/phase';
import {
  experimentsRouteRef,
  NEW_EXPERIMENT_PATH,
  runRouteRef,
} from '../../routes';
import { RunDialog } from '../../runDialog/RunDialog';
import { useExperimentFacts } from '../../state/catalogQueries';
import { useExperiments } from '../../state/queries';
import { useOwnRefs } from './useOwnRefs';
import styles from './dashboard.module.css';

/** Experiments that the dashboard has room for. */
const MOST = 8;

/** Whether a person's teams own it, or that person ran it last. */
const isMine = ({ owner, lastRun }: Experiment, own: string[]) =>
  [owner, lastRun?.requestedBy].some(ref => ref && own.includes(ref));

const lastUsed = ({ lastRun }: Experiment) =>
  lastRun ? Date.parse(lastRun.createdAt) : Infinity;

/** What has not run yet is the newest, then by the last run. */
const newestFirst = (a: Experiment, b: Experiment) =>
  lastUsed(a) === lastUsed(b) ? 0 : lastUsed(b) - lastUsed(a);

/** The reader's experiments, newest first; all of them when there are none. */
export const YourExperiments = () => {
  const { data, error, refetch } = useExperiments();
  const facts = useExperimentFacts();
  const own = useOwnRefs().data ?? [];
  const [running, setRunning] = useState<string>();
  const experimentHref = useExperimentHref();
  const runRoute = useRouteRef(runRouteRef);
  const allHref = useRouteRef(experimentsRouteRef)?.();
  const mine = data?.items.filter(one => isMine(one, own));
  const shown = [...((mine?.length ? mine : data?.items) ?? [])].sort(
    newestFirst,
  );
  const trends = new Map(
    (facts.data?.items ?? []).map(({ experiment, trend }) => [
      experiment,
      trend,
    ]),
  );
  return (
    <Panel
      title={mine?.length ? 'Your experiments' : 'Experiments'}
      action={allHref && <Link href={allHref}>All experiments</Link>}
    >
      {error && !data && (
        <Problem what="The experiments" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={120} />}
      <SourceNotice error={facts.data ? null : facts.error} what="Trends" />
      {data?.items.length === 0 && (
        <EmptyStart
          title="No experiments yet"
          action={
            <ButtonLink variant="primary" href={NEW_EXPERIMENT_PATH}>
              New experiment
            </ButtonLink>
          }
        >
          Here will be your team’s experiments, how they went and the way to run
          them.
        </EmptyStart>
      )}
      {shown.length > 0 && (
        <ul className={styles.rows}>
          {shown.slice(0, MOST).map(({ name, lastRun }) => {
            const runHref = lastRun && runRoute?.({ id: lastRun.id });
            const trend = trends.get(name);
            return (
              <li key={name}>
                <span className={styles.name}>
                  <Link href={experimentHref(name)}>{name}</Link>
                </span>
                <span className={styles.verdict}>
                  {lastRun ? (
                    <Link
                      href={runHref}
                      aria-label={`Run ${lastRun.number} of ${name}, ${
                        runStatus(lastRun).word
                      }`}
                    >
                      <StatusTag status={runStatus(lastRun)} />
                    </Link>
                  ) : (
                    <span className={styles.quiet}>never run</span>
                  )}
                </span>
                <span className={styles.trend}>
                  {trend && trend.length > 0 && <LatencyTrend trend={trend} />}
                </span>
                <span className={styles.message}>
                  {lastRun && <TimeAgo at={lastRun.createdAt} />}
                </span>
                <PermittedButton
                  permission="create"
                  experiment={name}
                  size="small"
                  variant="secondary"
                  iconStart={<RiPlayLine />}
                  aria-label={`Run ${name}`}
                  onPress={() => setRunning(name)}
                >
                  Run…
                </PermittedButton>
              </li>
            );
          })}
        </ul>
      )}
      <RunDialog
        experiment={running}
        isOpen={Boolean(running)}
        onClose={() => setRunning(undefined)}
      />
    </Panel>
  );
};
