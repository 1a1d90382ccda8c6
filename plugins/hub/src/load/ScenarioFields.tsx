import { Select } from '@backstage/ui';
import {
  DEFAULT_MAX_VUS,
  type Executor,
  EXECUTORS,
  isRamp,
  isRate,
  type Issue,
  type Scenario,
} from '@illm-lab/plugin-hub-common';
import { NumberInput, TextInput } from '../workload/TextInput';
import styles from '../workload/workload.module.css';
import { peakTitle, SHAPES } from './words';

/** One scenario: how much, for how long, and how it gets there. */
export const ScenarioFields = ({
  scenario,
  onChange,
  issues,
  path,
}: {
  scenario: Scenario;
  onChange: (scenario: Scenario) => void;
  issues: Issue[];
  /** Its path, such as `load.scenarios[0]`. */
  path: string;
}) => {
  const set = (change: Partial<Scenario>) =>
    onChange({ ...scenario, ...change });
  const rate = isRate(scenario);
  const ramp = isRamp(scenario);
  const input = (field: keyof Scenario) => ({
    issues,
    path: `${path}.${field}`,
  });
  return (
    <>
      <div className={styles.wide}>
        <Select
          label="Shape"
          value={scenario.executor}
          options={EXECUTORS.map(id => ({ id, label: SHAPES[id] }))}
          onChange={key =>
            set({
              executor: key as Executor,
              // A ramp needs a time, and one that is there stays.
              ramp: scenario.ramp ?? '2s',
            })
          }
        />
      </div>
      <NumberInput
        label={peakTitle(scenario)}
        value={scenario.peak}
        onChange={peak => set({ peak: peak as number })}
        {...input('peak')}
      />
      <TextInput
        label="Duration"
        placeholder="1m30s"
        value={scenario.duration}
        onChange={duration => set({ duration })}
        {...input('duration')}
      />
      {ramp && (
        <TextInput
          label="Ramp up and down"
          placeholder="2s"
          value={scenario.ramp}
          onChange={text => set({ ramp: text })}
          {...input('ramp')}
        />
      )}
      {rate && (
        <NumberInput
          label="Users at most"
          placeholder={String(DEFAULT_MAX_VUS)}
          value={scenario.maxVUs}
          onChange={maxVUs => set({ maxVUs })}
          {...input('maxVUs')}
        />
      )}
      <TextInput
        label="Starts after"
        placeholder="0s"
        value={scenario.start}
        onChange={start => set({ start: start || undefined })}
        {...input('start')}
      />
      <TextInput
        label="Scenario name"
        value={scenario.name}
        onChange={name => set({ name })}
        {...input('name')}
      />
    </>
  );
};
