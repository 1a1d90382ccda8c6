import { durationText } from '../duration';

/** Longest part of a value that a sentence repeats. */
const QUOTED = 40;

/** A value as a sentence repeats it: numbers bare, the rest in quotes, cut. */
export function quote(value: unknown): string {
  if (value === undefined || value === '') return 'Nothing';
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const letters = [...text];
  return `“${
    letters.length > QUOTED ? `${letters.slice(0, QUOTED).join('')}…` : text
  }”`;
}

/** A text as a sentence: it begins large and ends with a full stop. */
export function sentence(text?: string): string {
  const trimmed = text?.trim().replace(/\s+/g, ' ') ?? '';
  return (
    trimmed &&
    `${trimmed[0].toUpperCase()}${trimmed.slice(1)}`.replace(/([^.!?])$/, '$1.')
  );
}

/** A figure with its unit; a duration's limits are in seconds. */
export function amount(
  figure: number,
  schema?: { type?: unknown; unit?: string },
): string {
  if (schema?.type === 'duration') return durationText(figure);
  const unit = schema?.unit;
  if (!unit) return String(figure);
  return unit === '%' ? `${figure} %` : `${figure} ${unit}`;
}

const NOUNS: Record<string, string> = {
  integer: 'a whole number',
  number: 'a number',
  duration: 'a time such as 30s, 5m or 1m30s',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  json: 'JSON',
};

/**
 * What a field takes, such as “a whole number from 1 to 1000”; to be put behind
 * *give*.
 */
export function allowed(schema: {
  type?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  unit?: string;
}): string {
  const noun = NOUNS[String([schema.type].flat()[0])] ?? 'a text';
  const low = schema.minimum ?? schema.exclusiveMinimum;
  const high = schema.maximum ?? schema.exclusiveMaximum;
  if (low === undefined && high === undefined) return noun;
  const inside =
    schema.minimum !== undefined && schema.maximum !== undefined
      ? `from ${amount(low!, { ...schema, unit: undefined })} to ${amount(
          high!,
          schema,
        )}`
      : [
          low !== undefined &&
            `${schema.minimum === undefined ? 'above' : 'of at least'} ${amount(
              low,
              schema,
            )}`,
          high !== undefined &&
            `${schema.maximum === undefined ? 'below' : 'of at most'} ${amount(
              high,
              schema,
            )}`,
        ]
          .filter(Boolean)
          .join(' and ');
  return schema.type === 'duration'
    ? `${noun}, ${inside}`
    : `${noun} ${inside}`;
}
