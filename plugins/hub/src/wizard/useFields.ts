import { useApi } from '@backstage/frontend-plugin-api';
import { type FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import {
  formFieldsApiRef,
  SecretWidget,
} from '@backstage/plugin-scaffolder-react/alpha';
import { useQuery } from '@tanstack/react-query';

/** A field of forms (`ui:field`) with its check. */
export type WizardField = Pick<
  FieldExtensionOptions<unknown, unknown>,
  'name' | 'component' | 'validation'
>;

/** The scaffolder has this one beside those that plugins bring. */
const SECRET = {
  name: 'Secret',
  component: SecretWidget,
} as unknown as WizardField;

/** The fields that plugins have brought; they are loaded once. */
export function useFields() {
  const api = useApi(formFieldsApiRef);
  return useQuery({
    queryKey: ['hub', 'form-fields'],
    queryFn: async () => [
      SECRET,
      ...((await api.loadFormFields()) as unknown as WizardField[]),
    ],
    staleTime: Infinity,
  });
}
