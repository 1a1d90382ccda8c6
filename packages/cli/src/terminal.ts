import { stderr, stdout } from 'node:process';

/**
 * Where a command writes. Answers go to stdout, so that they can be piped;
 * progress and hints go to stderr.
 */
export interface Terminal {
  /** A line of the answer. */
  answer(line: string): void;
  /** The answer as one JSON document. */
  json(value: unknown): void;
  /** A line on how far something is. */
  progress(line: string): void;
}

/** The process's own stdout and stderr. */
export const terminal: Terminal = {
  answer: line => stdout.write(`${line}\n`),
  json: value => stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  progress: line => stderr.write(`${line}\n`),
};
