import { Button, Text } from '@backstage/ui';
import { type ThresholdInput } from '@illm-lab/plugin-hub-common';
import { RiAddLine } from '@remixicon/react';
import styles from './fields.module.css';
import { ThresholdRow } from './ThresholdRow';

/** What an expression is, whatever else is said of the rows. */
const EXPRESSION =
  'An expression is k6’s own: an aggregation, a comparison and a number without a unit. p(95)<200: 95 of 100 are below 200 ms. avg<100: the average is below 100 ms. rate<0.01: fewer than 1 in 100. count>100: more than 100 in all.';

const FIRST: ThresholdInput = {
  metric: 'http_req_duration',
  expression: 'p(95)<200',
};

/** What must hold for a run to pass, a row each; wizard and Run dialog have it. */
export const ThresholdRows = ({
  id,
  title = 'Thresholds',
  description = 'A run passes when all of them hold.',
  rows,
  onChange,
}: {
  id?: string;
  title?: string;
  description?: string;
  rows: ThresholdInput[];
  onChange: (rows: ThresholdInput[]) => void;
}) => (
  <fieldset id={id} className={styles.thresholds}>
    <legend>{title}</legend>
    <Text as="p" variant="body-small" color="secondary">
      {description} {EXPRESSION}
    </Text>
    {rows.length === 0 && (
      <Text as="p" variant="body-small">
        No thresholds: every run that ends well passes.
      </Text>
    )}
    {rows.map((row, index) => (
      <ThresholdRow
        // Rows have no name of their own and none is ever moved.
        // eslint-disable-next-line react/no-array-index-key
        key={index}
        number={index + 1}
        row={row}
        onChange={changed =>
          onChange(rows.map((old, at) => (at === index ? changed : old)))
        }
        onRemove={() => onChange(rows.filter((_, at) => at !== index))}
      />
    ))}
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiAddLine />}
      onPress={() => onChange([...rows, FIRST])}
    >
      Add a threshold
    </Button>
  </fieldset>
);
