import { ConflictError, InputError } from '@backstage/errors';
import { formatIssue, Issue } from '@illm-lab/plugin-hub-common';

/** What was asked does not fit (400); `issues` is in the answer. */
export class InvalidInputError extends InputError {
  constructor(message: string, readonly issues: Issue[]) {
    super(describe(message, issues));
    this.name = 'InputError';
  }
}

/** What is on the main branch is broken (409); `issues` is in the answer. */
export class BrokenExperimentError extends ConflictError {
  constructor(message: string, readonly issues: Issue[]) {
    super(describe(message, issues));
    this.name = 'ConflictError';
  }
}

function describe(message: string, issues: Issue[]): string {
  return [message, ...issues.map(formatIssue)].join(' ');
}
