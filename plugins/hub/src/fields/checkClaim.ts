import { type CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { hubApiRef } from '../api/hubApi';
import { claimRequest } from './claimRequest';

/** Asks the hub what is wrong with the claim that the whole form describes. */
export const checkClaim: CustomFieldValidator<string> = async (
  _path,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const api = apiHolder.get(hubApiRef);
  const kind = uiSchema?.['ui:options']?.kind;
  const request =
    typeof kind === 'string' ? claimRequest(kind, formData) : undefined;
  if (!api || !request) return;
  try {
    const { issues } = await api.claimRequests.preview(request);
    for (const { message, remedy } of issues) {
      field.addError(`${message} ${remedy}`);
    }
  } catch (error) {
    field.addError(
      `The hub could not be asked: ${(error as Error).message}. Try again.`,
    );
  }
};
