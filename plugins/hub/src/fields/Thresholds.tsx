import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, Text } from '@backstage/ui';
import { type ThresholdInput } from '@illm-lab/plugin-hub-common';
import { ThresholdRows } from './ThresholdRows';

/** What the measurements must meet for a run to pass: a row per k6 threshold. */
export const Thresholds = ({
  formData: rows = [],
  onChange,
  schema,
  idSchema,
  formContext,
}: FieldExtensionComponentProps<ThresholdInput[]>) => (
  // The wizard's card is white without telling its children so.
  <BgProvider bg="neutral-1">
    {formContext?.formData?.load?.kind === 'folder' ? (
      <Text as="p" variant="body-small" color="secondary">
        A run passes when the thresholds of your own script hold.
      </Text>
    ) : (
      <ThresholdRows
        id={idSchema.$id}
        title={schema.title}
        description={schema.description}
        rows={rows}
        onChange={onChange}
      />
    )}
  </BgProvider>
);
