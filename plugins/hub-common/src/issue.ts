/** One thing that is wrong with an input, said so that it can be put right. */
export interface Issue {
  /** Where: a field path as the author wrote it, such as `spec.entrypoint`. */
  path: string;
  /** What is wrong, as a sentence. */
  message: string;
  /** What to do about it, as a sentence. */
  remedy: string;
  /** Line in the file, counted from 1, when the input was a file. */
  line?: number;
}

/** One issue as one line of text. */
export function formatIssue(issue: Issue): string {
  const line = issue.line === undefined ? '' : ` (line ${issue.line})`;
  const where = issue.path ? `${issue.path}${line}: ` : '';
  return `${where}${issue.message} ${issue.remedy}`;
}
