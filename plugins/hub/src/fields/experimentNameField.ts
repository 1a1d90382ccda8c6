import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { hubApiRef } from '../api/hubApi';
import { checkName } from './checkName';
import { ExperimentName } from './ExperimentName';

/** The field `ExperimentName`; Next stays shut while the name can't be used. */
export const experimentNameField = createFormField({
  name: 'ExperimentName',
  component: ExperimentName,
  validation: async (name, field, { apiHolder }) => {
    const api = apiHolder.get(hubApiRef);
    // Absence of a required value is the form's own matter.
    if (!name || !api) return;
    try {
      const issue = await checkName(api, name);
      if (issue) field.addError(`${issue.message} ${issue.remedy}`);
    } catch (error) {
      field.addError(
        `Whether “${name}” is taken could not be found out: ${
          (error as Error).message
        }. Try again.`,
      );
    }
  },
});
