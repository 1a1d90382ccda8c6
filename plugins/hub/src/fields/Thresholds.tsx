import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, Button, Text } from '@backstage/ui';
import { type ThresholdInput } from '@illm-lab/plugin-hub-common';
import { RiAddLine } from '@remixicon/react';
import styles from './fields.module.css';
import { ThresholdRow } from './ThresholdRow';

const FIRST: ThresholdInput = {
  metric: 'http_req_duration',
  expression: 'p(95)<200',
};

/** What the measurements must meet for a run to pass: a row per k6 threshold. */
export const Thresholds = ({
  formData: rows = [],
  onChange,
  schema,
  idSchema,
}: FieldExtensionComponentProps<ThresholdInput[]>) => (
  // The wizard's card is white without telling its children so.
  <BgProvider bg="neutral-1">
    <fieldset id={idSchema.$id} className={styles.thresholds}>
      <legend>{schema.title ?? 'Thresholds'}</legend>
      <Text as="p" variant="body-small" color="secondary">
        {schema.description ??
          'A run passes when all of them hold. An expression is k6’s own: an aggregation, a comparison and a number, such as p(95)<200 (milliseconds) or rate<0.01.'}
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
  </BgProvider>
);
