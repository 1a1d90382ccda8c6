import { ButtonIcon, Select, TextField } from '@backstage/ui';
import {
  K6_AGGREGATIONS,
  K6_BUILTIN_METRICS,
  metricTitle,
  type ThresholdInput,
  validateThreshold,
} from '@illm-lab/plugin-hub-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { FieldIssue } from '../components/FieldIssue';
import styles from './fields.module.css';

const METRICS = [...K6_BUILTIN_METRICS.keys()];

/** One threshold, checked while it is typed. */
export const ThresholdRow = ({
  number,
  row,
  onChange,
  onRemove,
}: {
  number: number;
  row: ThresholdInput;
  onChange: (row: ThresholdInput) => void;
  onRemove: () => void;
}) => {
  const [issue] = validateThreshold(row);
  // A metric of one's own script may be there from a repeated form.
  const metrics = METRICS.includes(row.metric)
    ? METRICS
    : [row.metric, ...METRICS];
  const type = K6_BUILTIN_METRICS.get(row.metric)?.type;
  return (
    <div role="group" aria-label={`Threshold ${number}`}>
      <div className={styles.row}>
        <Select
          label="Metric"
          value={row.metric}
          onChange={key => onChange({ ...row, metric: String(key) })}
          options={metrics.map(metric => ({
            id: metric,
            label: metricTitle(metric),
            // A metric that a script made has no name but its own.
            ...(metricTitle(metric) !== metric && { description: metric }),
          }))}
          search={{ placeholder: 'Search metrics' }}
        />
        <TextField
          label="Expression"
          value={row.expression}
          onChange={expression => onChange({ ...row, expression })}
          placeholder={type && `${K6_AGGREGATIONS[type][0]}<…`}
          isInvalid={Boolean(issue)}
          spellCheck="false"
        />
        <ButtonIcon
          variant="tertiary"
          icon={<RiDeleteBinLine />}
          aria-label={`Remove threshold ${number}`}
          onPress={onRemove}
        />
      </div>
      <FieldIssue issue={issue} />
    </div>
  );
};
