import { Select, Switch } from '@backstage/ui';
import { DIMENSIONS, dimensionName } from './drill';
import styles from './costs.module.css';
import { RangeFields } from './RangeFields';
import { type CostView, IDLE_MODES, RANGE, WINDOWS } from './useCostView';

const options = (names: Record<string, string>) =>
  Object.entries(names).map(([id, label]) => ({ id, label }));

const today = () => new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Chooses what the page shows; all of it is in the URL. */
export const CostControls = ({ view }: { view: CostView }) => {
  const { by, window, range, idleMode, compare, change } = view;
  const dimensions = DIMENSIONS.includes(by) ? DIMENSIONS : [...DIMENSIONS, by];
  return (
    <div className={styles.controls}>
      <Select
        label="Window"
        value={range ? RANGE : window}
        onChange={key =>
          change(
            key === RANGE
              ? { window: undefined, from: today(), to: today() }
              : { window: String(key), from: undefined, to: undefined },
          )
        }
        options={[...options(WINDOWS), { id: RANGE, label: 'From … to …' }]}
      />
      {range && <RangeFields range={range} onChange={change} />}
      <Select
        label="By"
        value={by}
        onChange={key => change({ by: String(key), in: undefined })}
        options={dimensions.map(id => ({ id, label: dimensionName(id) }))}
      />
      <Select
        label="Idle cost"
        value={idleMode}
        onChange={key => change({ idle: String(key) })}
        options={options(IDLE_MODES)}
      />
      <div className={styles.switch}>
        <Switch
          label="Compare with before"
          isSelected={compare}
          onChange={on => change({ compare: on ? undefined : 'none' })}
        />
      </div>
    </div>
  );
};
