import {
  type Cluster,
  type Experiment,
  type ExperimentFacts,
  type PullRequest,
} from '@illm-lab/plugin-hub-common';
import { useMemo } from 'react';
import {
  useClusters,
  useExperimentFacts,
  usePulls,
} from '../state/catalogQueries';
import { useExperiments } from '../state/queries';

/** An experiment as a row; what is not known (yet) is absent. */
export interface ExperimentRow extends Experiment {
  id: string;
  facts?: ExperimentFacts;
  /** Its clusters that live now. */
  living: Cluster[];
  pulls?: PullRequest[];
}

/**
 * The catalog's experiments beside what other sources know of them. Each source
 * may be late or missing; then its figures are, and nothing else.
 *
 * @param owner - entity ref of the team whose experiments are wanted; all
 *   without
 */
export function useExperimentRows(owner?: string) {
  const { data, error, refetch } = useExperiments();
  const facts = useExperimentFacts();
  const clusters = useClusters();
  const pulls = usePulls();
  const rows = useMemo(() => {
    const factsOf = new Map(
      facts.data?.items.map(one => [one.experiment, one]),
    );
    return data?.items
      .filter(item => owner === undefined || item.owner === owner)
      .map(
        (item): ExperimentRow => ({
          ...item,
          id: item.name,
          facts: factsOf.get(item.name),
          living: (clusters.data?.items ?? []).filter(
            ({ experiment }) => experiment === item.name,
          ),
          pulls: pulls.data?.items.filter(({ experiments }) =>
            experiments.includes(item.name),
          ),
        }),
      );
  }, [data, owner, facts.data, clusters.data, pulls.data]);
  return { rows, error: data ? null : error, refetch, facts, pulls };
}
