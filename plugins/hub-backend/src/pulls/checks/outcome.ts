import { FileIssue } from '@illm-lab/plugin-hub-common';

/** What a check found. */
export interface Outcome {
  /**
   * `skipped`: there was nothing to look at; `unasked`: the hub could not be
   * asked, and is asked again.
   */
  state: 'passed' | 'failed' | 'skipped' | 'unasked';
  /** The answer in a sentence. */
  title: string;
  /** More, in Markdown. */
  summary: string;
  issues: FileIssue[];
}

const count = (number: number, noun: string) =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;

/** A check that looked and found these. */
export function found(issues: FileIssue[], good: string): Outcome {
  return issues.length === 0
    ? { state: 'passed', title: good, summary: good, issues }
    : {
        state: 'failed',
        title: `${count(issues.length, 'fault')}: ${placeOf(issues[0])}`,
        summary: issues
          .map(one => `- \`${placeOf(one)}\`: ${sayIssue(one)}`)
          .join('\n'),
        issues,
      };
}

/** A check that had nothing to say. */
export const skipped = (title: string): Outcome => ({
  state: 'skipped',
  title,
  summary: title,
  issues: [],
});

/** A check for which the hub could not be asked; it holds up no merge. */
export const unasked = (reason: string): Outcome => ({
  ...skipped(`Not asked of the hub: ${reason}`),
  state: 'unasked',
});

function placeOf({ file, line }: FileIssue): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** What is wrong and the remedy, without the place. */
export function sayIssue({ path, message, remedy }: FileIssue): string {
  const field = path && !message.startsWith(path) ? `${path}: ` : '';
  return `${field}${message} ${remedy}`;
}
