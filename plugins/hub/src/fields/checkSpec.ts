import { type CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { previewOfForm } from './previewOfForm';

/** Errors by field, as rjsf has them beside a field's own. */
type Errors = { __errors?: string[]; [field: string]: unknown };

/** Who pays is asked on a later page; answers about it are for that page. */
const NOT_ASKED_YET = {
  project: 'none',
  environment: 'dev',
  costCenter: 'group:default/none',
};

/**
 * Asks the hub, and through it the API server, what is wrong with what is wished;
 * each answer is put at its field.
 */
export const checkSpec: CustomFieldValidator<Record<string, unknown>> = async (
  _spec,
  field,
  context,
) => {
  // The last page asks again, and says when nobody answers.
  const preview = await previewOfForm(context, NOT_ASKED_YET)?.catch(
    () => undefined,
  );
  for (const { path, message, remedy } of preview?.issues ?? []) {
    const [root, ...names] = path.split('.');
    if (root === 'spec') {
      put(field as unknown as Errors, names, `${message} ${remedy}`);
    }
  }
};

function put(errors: Errors, names: string[], message: string): void {
  const at = names.reduce<Errors>((one, name) => {
    one[name] ??= {};
    return one[name] as Errors;
  }, errors);
  (at.__errors ??= []).push(message);
}
