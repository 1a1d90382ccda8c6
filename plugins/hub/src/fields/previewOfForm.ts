import { type CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { hubApiRef } from '../api/hubApi';
import { claimRequest } from './claimRequest';

/** What the check of a field is told beside the field's value. */
type FieldContext<T> = Parameters<CustomFieldValidator<T>>[2];

/**
 * Asks the hub for a preview of the claim that a field's form describes.
 *
 * @param filledIn - stands for what the form has not asked yet
 * @returns undefined while the form is not whole
 */
export function previewOfForm<T>(
  { apiHolder, formData, uiSchema }: FieldContext<T>,
  filledIn: Record<string, unknown> = {},
) {
  const api = apiHolder.get(hubApiRef);
  const kind = uiSchema?.['ui:options']?.kind;
  if (!api || typeof kind !== 'string') return undefined;
  const request = claimRequest(kind, { ...filledIn, ...formData });
  return request && api.claimRequests.preview(request);
}
