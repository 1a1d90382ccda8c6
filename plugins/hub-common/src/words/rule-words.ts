import { Issue } from '../issue';
import { allowed, amount, quote, sentence } from './values';

/** What {@link ruleWords} reads of the schema that a rule is part of. */
export interface RuleSchema {
  /** The field in a sentence; it says what a pattern wants. */
  description?: string;
  type?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  /** What the field's figure is in, such as `ms`. */
  unit?: string;
  /** How the values of `enum` are called, in its order. */
  enumNames?: string[];
}

/** A rule that a value breaks. */
export interface BrokenRule {
  /** The keyword: of JSON schema, or `json`, `duration`. */
  keyword: string;
  /** What the keyword wants, as Ajv names it (`limit`, `allowedValues`, …). */
  params?: Record<string, unknown>;
  /** What the field is called by those who fill it in. */
  title: string;
  value?: unknown;
  schema?: RuleSchema;
}

type Words = Pick<Issue, 'message' | 'remedy'>;

const FORMATS: Record<string, string> = {
  email: 'an e-mail address, such as ada@example.org',
  uri: 'an address, such as https://example.org',
  url: 'an address, such as https://example.org',
  hostname: 'the name of a host, such as example.org',
  ipv4: 'an IPv4 address, such as 192.0.2.1',
  ipv6: 'an IPv6 address, such as 2001:db8::1',
  date: 'a date, such as 2026-12-31',
  time: 'a time, such as 14:30:00Z',
  'date-time': 'a date with its time, such as 2026-12-31T14:30:00Z',
  duration: 'a duration, such as PT1H30M',
  uuid: 'a UUID',
  regex: 'a regular expression',
};

const TYPES: Record<string, string> = {
  integer: 'whole number',
  number: 'number',
  string: 'text',
  boolean: 'yes or no',
  array: 'list',
  object: 'group of fields',
  json: 'JSON',
  duration: 'duration',
};

const list = (names: string[]) =>
  names.length < 2
    ? String(names[0] ?? 'another value')
    : `one of ${names.join(', ')}`;

const limitOf = ({ params, schema }: BrokenRule) =>
  amount(Number(params?.limit), schema);
const many = (count: unknown, one: string, more = `${one}s`) =>
  `${count} ${Number(count) === 1 ? one : more}`;

/** The sentences of each rule; what is missing here is said in general. */
const RULES: Record<string, (rule: BrokenRule) => Words> = {
  required: ({ title, schema }) => ({
    message: `${title} has no value.`,
    remedy: `Give it one. ${sentence(schema?.description)}`.trim(),
  }),
  type: ({ title, value, params, schema }) => {
    const type = String([params?.type ?? schema?.type].flat()[0]);
    return {
      message: `${quote(value)} is no ${TYPES[type] ?? type}.`,
      remedy: `Give ${title} ${allowed({ ...schema, type })}.`,
    };
  },
  enum: rule => oneOfThese(rule, rule.params?.allowedValues as unknown[]),
  const: rule => oneOfThese(rule, [rule.params?.allowedValue]),
  minimum: rule => tooLittle(rule, `${limitOf(rule)} or more`),
  exclusiveMinimum: rule => tooLittle(rule, `more than ${limitOf(rule)}`),
  maximum: rule => tooMuch(rule, `${limitOf(rule)} or less`),
  exclusiveMaximum: rule => tooMuch(rule, `less than ${limitOf(rule)}`),
  multipleOf: ({ title, value, params }) => ({
    message: `${quote(value)} is no multiple of ${params?.multipleOf}.`,
    remedy: `Give ${title} a multiple of ${params?.multipleOf}.`,
  }),
  minLength: rule =>
    rule.value === '' || rule.value === undefined
      ? RULES.required(rule)
      : {
          message: `${quote(rule.value)} is too short for ${rule.title}.`,
          remedy: `Use at least ${many(rule.params?.limit, 'character')}.`,
        },
  maxLength: ({ title, value, params }) => ({
    message: `${title} has ${many(
      [...String(value)].length,
      'character',
    )}, which is too long.`,
    remedy: `Use at most ${params?.limit}.`,
  }),
  pattern: ({ title, value, schema, params }) => ({
    message: `${quote(value)} can’t be used for ${title}${culprit(
      value,
      params?.pattern,
    )}.`,
    remedy: sentence(schema?.description) || 'Write it in another form.',
  }),
  format: ({ title, value, params }) => {
    const wanted = FORMATS[String(params?.format)];
    return {
      message: `${quote(value)} can’t be used for ${title}.`,
      remedy: wanted ? `Give ${wanted}.` : 'Write it in another form.',
    };
  },
  minItems: ({ title, params }) => ({
    message: `${title} has too few entries.`,
    remedy: `Give at least ${many(params?.limit, 'entry', 'entries')}.`,
  }),
  maxItems: ({ title, params }) => ({
    message: `${title} has too many entries.`,
    remedy: `Give at most ${many(params?.limit, 'entry', 'entries')}.`,
  }),
  uniqueItems: ({ title }) => ({
    message: `${title} has the same entry twice.`,
    remedy: 'Remove one of the two.',
  }),
  minProperties: rule => RULES.minItems(rule),
  maxProperties: rule => RULES.maxItems(rule),
  additionalProperties: ({ params }) => ({
    message: `${params?.additionalProperty} is not a known field.`,
    remedy: 'Remove it, or correct its name.',
  }),
  dependencies: ({ params }) => ({
    message: `${params?.missingProperty} has no value, and ${params?.property} needs it.`,
    remedy: `Give it one, or leave out ${params?.property}.`,
  }),
  dependentRequired: rule => RULES.dependencies(rule),
  json: ({ title, value, params }) => ({
    message: `${quote(value)} is no JSON${
      params?.reason ? `: ${params.reason}` : ''
    }.`,
    remedy: `Give ${title} whole JSON, such as {"key": "value"}.`,
  }),
  duration: ({ title, value }) => ({
    message: `${quote(value)} is no duration.`,
    remedy: `Give ${title} a time such as 30s, 5m or 1m30s.`,
  }),
};

/** The one sign without which a value would fit a pattern, when there is one. */
function culprit(value: unknown, pattern: unknown): string {
  // Nobody types by hand what is longer, and a pattern may be slow.
  if (typeof value !== 'string' || value.length > 100) return '';
  let fits: RegExp;
  try {
    fits = new RegExp(String(pattern), 'u');
  } catch {
    // A pattern of another language than JavaScript's.
    return '';
  }
  const sign = [...new Set(value)].find(one => {
    const rest = value.replaceAll(one, '');
    return rest !== '' && fits.test(rest);
  });
  if (sign === undefined) return '';
  return `: it has ${sign === ' ' ? 'a space' : quote(sign)} in it`;
}

function tooLittle(
  { title, value, schema }: BrokenRule,
  wanted: string,
): Words {
  return {
    message: `${quote(value)} is too little for ${title}.`,
    remedy: `Give ${schema?.type ? allowed(schema) : wanted}.`,
  };
}

function tooMuch({ title, value, schema }: BrokenRule, wanted: string): Words {
  return {
    message: `${quote(value)} is too much for ${title}.`,
    remedy: `Give ${schema?.type ? allowed(schema) : wanted}.`,
  };
}

function oneOfThese(
  { title, value, schema }: BrokenRule,
  values: unknown[] = [],
): Words {
  const names = schema?.enumNames ?? values.map(String);
  return value === undefined || value === ''
    ? { message: `${title} has no value.`, remedy: `Choose ${list(names)}.` }
    : {
        message: `${quote(value)} is not allowed for ${title}.`,
        remedy: `Use ${list(names)}.`,
      };
}

/**
 * A broken rule in words: what is wrong, naming the field as its readers know it,
 * and what to do. All parts of the lab say it with these same sentences: forms,
 * the Run dialog, the command line and the API.
 */
export function ruleWords(rule: BrokenRule): Words {
  return (
    RULES[rule.keyword]?.(rule) ?? {
      message: `${quote(rule.value)} can’t be used for ${rule.title}.`,
      remedy: sentence(rule.schema?.description) || 'Give another value.',
    }
  );
}

/** The keywords that have a sentence of their own. */
export const RULES_WITH_WORDS: readonly string[] = Object.keys(RULES);
