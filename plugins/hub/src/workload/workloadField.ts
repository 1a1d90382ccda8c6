import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkWorkload } from '@illm-lab/plugin-hub-common';
import { hubApiRef } from '../api/hubApi';
import { Workload, type WorkloadDraft } from './Workload';

/** The field `Workload`; Next stays shut while something of it is wrong. */
export const workloadField = createFormField({
  name: 'Workload',
  component: Workload,
  validation: async (
    value: WorkloadDraft | undefined,
    field,
    { apiHolder },
  ) => {
    const api = apiHolder.get(hubApiRef);
    try {
      const allowed =
        value?.kind === 'url'
          ? (await api?.getTargetHosts())?.allowed
          : undefined;
      const checked = checkWorkload(value, allowed);
      const issues = 'issues' in checked ? checked.issues : [];
      for (const { message, remedy } of issues) {
        field.addError(`${message} ${remedy}`);
      }
    } catch (error) {
      field.addError(
        `Whether load may be put there could not be found out: ${
          (error as Error).message
        }. Try again.`,
      );
    }
  },
});
