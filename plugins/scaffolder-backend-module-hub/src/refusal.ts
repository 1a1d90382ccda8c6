import { InputError } from '@backstage/errors';
import { formatIssue, Issue } from '@illm-lab/plugin-hub-common';

/**
 * What ends an action because its input is wrong. The task's log shows an error's
 * stack; a person has use for the words alone.
 */
export function refusal(issues: Issue[]): InputError {
  const error = new InputError(issues.map(formatIssue).join('\n'));
  error.stack = error.message;
  return error;
}
