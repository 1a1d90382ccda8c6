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

/** What JavaScript itself throws at a mistake in a program. */
const OWN_FAULTS = new Set(['TypeError', 'ReferenceError', 'RangeError']);

/**
 * Throws on what only a mistake in our own code can be; called where an error means
 * that another system is away, so that nobody looks for the fault there. Whoever
 * calls other systems gives their errors words of their own (fetch has a TypeError).
 */
export function unlessOwnFault(error: unknown): void {
  if (error instanceof Error && OWN_FAULTS.has(error.name)) throw error;
}
