import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  type ThresholdInput,
  validateThreshold,
} from '@illm-lab/plugin-hub-common';
import { Thresholds } from './Thresholds';

/** The field `Thresholds`; Next stays shut while k6 would reject one. */
export const thresholdsField = createFormField({
  name: 'Thresholds',
  component: Thresholds,
  validation: (rows: ThresholdInput[] | undefined, field) => {
    rows?.forEach((row, index) => {
      for (const { message, remedy } of validateThreshold(row)) {
        field.addError(`Threshold ${index + 1}: ${message} ${remedy}`);
      }
    });
  },
});
