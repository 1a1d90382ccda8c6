import { ForgeError } from '../errors';
import { CheckAnnotation } from '../store/checkStore';
import { PullRecord } from '../store/pullStore';
import { ForgeContext } from './context';

const NOTHING_YET = {
  state: 'expected',
  title: null,
  summary: null,
  annotations: [],
  url: null,
} as const satisfies Partial<Check>;

const STATES = {
  pending: 'in_progress',
  success: 'passed',
  failure: 'failed',
  error: 'failed',
} as const;

/** How a check stands, whichever of GitHub's two ways it came by. */
export type CheckState =
  /** Required, and nobody has said anything of it yet. */
  'expected' | 'queued' | 'in_progress' | 'passed' | 'failed';

/** A check of a commit as people see it. */
export interface Check {
  name: string;
  state: CheckState;
  /** Whether a merge waits for it. */
  required: boolean;
  /** Its answer in a sentence. */
  title: string | null;
  /** Markdown. */
  summary: string | null;
  annotations: CheckAnnotation[];
  url: string | null;
}

const GOOD = new Set(['success', 'neutral', 'skipped']);

/** Whether more is to come of it. */
export const isWaiting = ({ state }: Check) =>
  state === 'expected' || state === 'queued' || state === 'in_progress';

/** The checks that must pass before a pull request is merged: those into the default branch have some. */
export function requiredChecks(
  context: ForgeContext,
  pull: Pick<PullRecord, 'baseRef'>,
): string[] {
  return pull.baseRef === context.defaultBranch ? context.requiredChecks : [];
}

/** All checks of a pull request's commit, the required ones first, as they were configured. */
export function checksOf(
  context: ForgeContext,
  pull: Pick<PullRecord, 'baseRef' | 'headSha'>,
): Check[] {
  const required = requiredChecks(context, pull);
  const found = new Map<string, Check>();
  for (const name of required) {
    found.set(name, { ...NOTHING_YET, name, required: true });
  }
  for (const one of context.checks.statusesOn(pull.headSha)) {
    found.set(one.context, {
      name: one.context,
      state: STATES[one.state],
      required: required.includes(one.context),
      title: one.description,
      summary: null,
      annotations: [],
      url: one.targetUrl,
    });
  }
  for (const one of context.checks.runsOn(pull.headSha)) {
    found.set(one.name, {
      name: one.name,
      state: stateOf(one),
      required: required.includes(one.name),
      title: one.title,
      summary: one.summary,
      annotations: one.annotations,
      url: one.detailsUrl,
    });
  }
  return [...found.values()];
}

function stateOf(run: {
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
}): CheckState {
  if (run.status !== 'completed') return run.status;
  return GOOD.has(run.conclusion ?? '') ? 'passed' : 'failed';
}

const WORDS: Record<CheckState, string> = {
  expected: 'not started',
  queued: 'queued',
  in_progress: 'running',
  passed: 'passed',
  failed: 'failed',
};

/** A check's state as people say it. */
export const checkWords = ({ state }: Pick<Check, 'state'>) => WORDS[state];

/** What holds up the merge of an open pull request, in a sentence; undefined when nothing does. */
export function mergeHold(
  context: ForgeContext,
  pull: PullRecord,
): { state: 'waits' | 'failed'; reason: string } | undefined {
  const required = checksOf(context, pull).filter(one => one.required);
  const failed = required.filter(({ state }) => state === 'failed');
  if (failed.length > 0) {
    const names = failed.map(({ name }) => name).join(', ');
    return {
      state: 'failed',
      reason: `Merge is refused while ${
        failed.length === 1 ? 'this check fails' : 'these checks fail'
      }: ${names}. Mend what it names and push to ${pull.headRef}.`,
    };
  }
  const waiting = required.filter(isWaiting);
  if (waiting.length === 0) {
    return undefined;
  }
  return {
    state: 'waits',
    reason: `Merge waits for ${
      waiting.length === 1 ? 'this check' : 'these checks'
    }: ${waiting.map(one => `${one.name} (${checkWords(one)})`).join(', ')}.`,
  };
}

/** Errors: 405, as GitHub has it, while a required check is not passed. */
export function mustBeChecked(context: ForgeContext, pull: PullRecord): void {
  const hold = mergeHold(context, pull);
  if (hold) {
    throw new ForgeError(405, hold.reason);
  }
}
