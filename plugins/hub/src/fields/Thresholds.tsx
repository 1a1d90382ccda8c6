import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider } from '@backstage/ui';
import { type ThresholdInput } from '@illm-lab/plugin-hub-common';
import { ThresholdRows } from './ThresholdRows';

/** What the measurements must meet for a run to pass: a row per k6 threshold. */
export const Thresholds = ({
  formData: rows = [],
  onChange,
  schema,
  idSchema,
}: FieldExtensionComponentProps<ThresholdInput[]>) => (
  // The wizard's card is white without telling its children so.
  <BgProvider bg="neutral-1">
    <ThresholdRows
      id={idSchema.$id}
      title={schema.title}
      description={schema.description}
      rows={rows}
      onChange={onChange}
    />
  </BgProvider>
);
