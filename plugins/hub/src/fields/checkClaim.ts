import { type CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { previewOfForm } from './previewOfForm';

/** Asks the hub what is wrong with the claim that the whole form describes. */
export const checkClaim: CustomFieldValidator<string> = async (
  _path,
  field,
  context,
) => {
  try {
    const preview = await previewOfForm(context);
    for (const { message, remedy } of preview?.issues ?? []) {
      field.addError(`${message} ${remedy}`);
    }
  } catch (error) {
    field.addError(
      `The hub could not be asked: ${(error as Error).message}. Try again.`,
    );
  }
};
