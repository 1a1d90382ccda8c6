import { Rule } from './Rule';

/** Modules under the AGPL → the one go.mod that may require them. */
const ALONE: Record<string, string> = { 'go.k6.io/k6': 'tools/k6/go.mod' };

/** What is under the AGPL is a program of its own, and in none of ours. */
export const licences: Rule = {
  name: 'licences',
  why: 'A program that has a module under the AGPL in it is under the AGPL (ADR 26).',
  check: tree =>
    Object.entries(ALONE).flatMap(([module, home]) =>
      [...tree.files]
        .filter(([file]) => file.endsWith('/go.mod') && file !== home)
        .filter(([, text]) => new RegExp(`\\s${module}(/v\\d+)? v`).test(text))
        .map(([file]) => ({
          file,
          message: `${module} is under the AGPL; run it as a program, from ${home}`,
        })),
    ),
};
