import { useEntity } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import { EntityLink } from '../components/EntityLink';
import { Facts, FactsCard } from '../components/Facts';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { SpendText } from '../components/SpendText';
import { StatusTag } from '../components/StatusTag';
import { LatencyTrend } from '../experiments/LatencyTrend';
import { PullLinks } from '../experiments/PullLinks';
import { ROLE_NAMES, roleState, type RoleState } from '../experiments/Topology';
import { runsWords } from '../format/counts';
import { type Status } from '../format/phase';
import {
  useClusters,
  useExperimentFacts,
  usePulls,
} from '../state/catalogQueries';
import { useSpend } from '../state/useSpend';
import styles from './ExperimentFactsCard.module.css';

const STATES: Record<RoleState, Status> = {
  none: { word: 'None', tone: 'stopped' },
  declared: { word: 'Made for each run', tone: 'waiting' },
  up: { word: 'Up', tone: 'good' },
  down: { word: 'Not reachable', tone: 'bad' },
};

/** The row of the page Experiments, as a card on the experiment's own page. */
export const ExperimentFactsCard = () => {
  const { name } = useEntity().entity.metadata;
  const { data, error, refetch } = useExperimentFacts();
  const clusters = useClusters();
  const pulls = usePulls();
  const spend = useSpend('experiment');
  const facts = data?.items.find(({ experiment }) => experiment === name);
  const living = (clusters.data?.items ?? []).filter(
    ({ experiment }) => experiment === name,
  );
  return (
    <FactsCard title="Clusters, runs and cost">
      {error && !data && (
        <Problem what="The experiment" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={96} />}
      {facts && (
        <>
          <ul className={styles.clusters}>
            {facts.clusters.map(({ entityRef, role }) => (
              <li key={entityRef}>
                <span>{ROLE_NAMES[role]}</span>
                <EntityLink entityRef={entityRef} defaultKind="resource" />
                <StatusTag
                  status={STATES[roleState(role, facts.clusters, living)]}
                />
              </li>
            ))}
          </ul>
          {facts.clusters.length === 0 && (
            <p className={styles.quiet}>It runs on the hub itself.</p>
          )}
          <SourceNotice
            source={clusters.data?.source}
            error={clusters.data ? null : clusters.error}
            what="The clusters"
          />
          <Facts
            items={[
              { name: 'Runs', value: runsWords(facts.runs) },
              {
                name: 'p95, last 20 runs',
                value: <LatencyTrend trend={facts.trend} />,
              },
              {
                name: 'Cost, 30 days',
                value: <SpendText spend={spend} of={name} />,
              },
              {
                name: 'Open pull requests',
                value: (
                  <PullLinks
                    pulls={pulls.data?.items.filter(({ experiments }) =>
                      experiments.includes(name),
                    )}
                  />
                ),
              },
            ]}
          />
          <SourceNotice
            source={spend.source}
            error={spend.error}
            what="Costs"
          />
        </>
      )}
    </FactsCard>
  );
};
