import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkLoad } from '@illm-lab/plugin-hub-common';
import { Load, type LoadDraft } from './Load';

/** The field `Load`; Next stays shut while something of it is wrong. */
export const loadField = createFormField({
  name: 'Load',
  component: Load,
  validation: (value: LoadDraft | undefined, field) => {
    const checked = checkLoad(value);
    for (const { message, remedy } of 'issues' in checked
      ? checked.issues
      : []) {
      field.addError(`${message} ${remedy}`);
    }
  },
});
