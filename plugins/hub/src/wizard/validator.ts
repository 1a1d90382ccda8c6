import { customizeValidator } from '@rjsf/validator-ajv8';
import { ajvIssue } from '@illm-lab/plugin-hub-common';

type Localizer = NonNullable<Parameters<typeof customizeValidator>[1]>;
type AjvErrors = NonNullable<Parameters<Localizer>[0]>;

/** rjsf hands the names over in quotes, to find them in messages again. */
const bare = (params: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/^'(.*)'$/, '$1') : value,
    ]),
  );

/** What a field is called by the wizard, where its schema has no title. */
export const wordsOf = (name: string) => {
  const words = name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|[-_]/g, ' ')
    .trim()
    .toLowerCase();
  return words && words[0].toUpperCase() + words.slice(1);
};

/** Puts each of Ajv's messages into the lab's own words, in place. */
export function sayInWords(errors?: AjvErrors | null): void {
  for (const error of errors ?? []) {
    // Words that a template brings itself (`errorMessage`) stay.
    if (error.keyword !== 'errorMessage') {
      const { message, remedy } = ajvIssue({
        ...error,
        params: bare(error.params),
      });
      // What the field is for stands beside it.
      error.message =
        error.keyword === 'required' ? message : `${message} ${remedy}`;
    }
  }
}

/**
 * Checks what is typed into a form of a template, by its JSON schema, in words.
 * All forms of templates use it, those of claims as well.
 */
export const validator = customizeValidator({}, sayInWords);
