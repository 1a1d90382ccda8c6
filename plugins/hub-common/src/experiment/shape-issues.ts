import { z } from 'zod';
import { Issue } from '../issue';

/** `['scenarios', 0, 'peak']` under `load` as `load.scenarios[0].peak`. */
export const fieldPath = (root: string, at: readonly PropertyKey[]): string =>
  at.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : `${path}.${String(part)}`,
    root,
  );

/**
 * Reads a value by its shape. What it means is checked elsewhere; this says what
 * is missing or of another type, so that the rest need not look again.
 */
export function readShape<T>(
  root: string,
  shape: z.ZodType<T>,
  value: unknown,
): { value: T } | { issues: Issue[] } {
  const parsed = shape.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return {
    issues: parsed.error.issues.map(issue => {
      const path = fieldPath(root, issue.path);
      const isMissing =
        issue.code === 'invalid_type' &&
        valueAt(value, issue.path) === undefined;
      if (isMissing) {
        return { path, message: 'It is empty.', remedy: 'Fill it in.' };
      }
      const given = valueAt(value, issue.path);
      const isNoNumber =
        issue.code === 'invalid_type' && issue.expected === 'number';
      return isNoNumber && typeof given === 'string'
        ? {
            path,
            message: `“${given}” is no number.`,
            remedy: 'Use digits, and a point before a fraction.',
          }
        : {
            path,
            message: `${issue.message.replace(/\.$/, '')}.`,
            remedy: 'Give a value of that kind.',
          };
    }),
  };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      inner === null || typeof inner !== 'object'
        ? undefined
        : (inner as Record<PropertyKey, unknown>)[part],
    value,
  );
}
