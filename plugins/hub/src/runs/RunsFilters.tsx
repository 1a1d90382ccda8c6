import { Select } from '@backstage/ui';
import { RUN_STATES } from '@illm-lab/plugin-hub-common';
import { runStatus } from '../format/phase';
import { useExperiments } from '../state/queries';
import styles from './runs.module.css';
import { type RunsFilter } from './useRunsTable';

/** Stands for no filter; React Aria's keys can't be empty. */
const ALL = '*';

/** Chooses which runs are shown. */
export const RunsFilters = ({
  filter,
  onChange,
}: {
  filter: RunsFilter;
  onChange: (change: Partial<RunsFilter>) => void;
}) => {
  const { data } = useExperiments();
  const names = new Set(data?.items.map(({ name }) => name));
  // An experiment that was removed from main may still have runs to look at.
  if (filter.experiment) names.add(filter.experiment);
  return (
    <div className={styles.filters}>
      <Select
        label="Experiment"
        value={filter.experiment ?? ALL}
        onChange={key =>
          onChange({ experiment: key === ALL ? undefined : String(key) })
        }
        options={[
          { id: ALL, label: 'All' },
          ...[...names].sort().map(name => ({ id: name, label: name })),
        ]}
      />
      <Select
        label="Status"
        value={filter.state ?? ALL}
        onChange={key =>
          onChange({ state: RUN_STATES.find(state => state === key) })
        }
        options={[
          { id: ALL, label: 'All' },
          ...RUN_STATES.map(state => ({
            id: state,
            label: runStatus({ state }).word,
          })),
        ]}
      />
    </div>
  );
};
