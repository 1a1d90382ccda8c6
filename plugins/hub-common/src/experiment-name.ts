import { Issue } from './issue';

/**
 * Longest name of an experiment. A run's id, its namespace and its Applications
 * (`<experiment>-<5>-<role>`) must stay within Kubernetes' 63 characters.
 */
export const EXPERIMENT_NAME_MAX_LENGTH = 40;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Checks the name of an experiment: a DNS-1123 label of at most
 * {@link EXPERIMENT_NAME_MAX_LENGTH} characters that starts with a letter.
 * Whether it is taken is another question, which the API answers.
 */
export function validateExperimentName(name: string): Issue[] {
  const issue = (message: string, remedy: string): Issue[] => [
    { path: 'name', message, remedy },
  ];
  if (name === '') {
    return issue('The name is empty.', 'Give a name such as http-baseline.');
  }
  if (name.length > EXPERIMENT_NAME_MAX_LENGTH) {
    return issue(
      `The name has ${name.length} characters.`,
      `Use at most ${EXPERIMENT_NAME_MAX_LENGTH}.`,
    );
  }
  const wrong = name.match(/[^-a-z0-9]/u);
  if (wrong) {
    return issue(
      `The name contains “${wrong[0]}”.`,
      'Use small letters, digits and hyphens only.',
    );
  }
  if (!LABEL.test(name) || !/^[a-z]/.test(name)) {
    return issue(
      `“${name}” does not start with a letter or does not end with a letter or digit.`,
      'Start with a small letter and end with a small letter or a digit.',
    );
  }
  return [];
}

/** What stands against a name that something has already, such as `… is in the catalog`. */
export const nameIsTaken = (what: string): Issue => ({
  path: 'name',
  message: `The name is taken: ${what}.`,
  remedy: 'Choose another name.',
});
