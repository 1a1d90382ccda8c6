import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import costLabelsSchema from './schemas/cost-labels.schema.json';
import experimentClusterSchema from './schemas/experiment-cluster.schema.json';
import { Issue } from './issue';
import { RuleSchema, ruleWords } from './words';

const schemas = [costLabelsSchema, experimentClusterSchema];
const compiled = new Map<string, ValidateFunction>();

/** Compiled on first use: a page that never validates pays nothing. */
function validator(id: string): ValidateFunction {
  let validate = compiled.get(id);
  if (!validate) {
    const ajv = new Ajv({ allErrors: true, verbose: true, schemas });
    validate = ajv.getSchema(id);
    if (!validate) {
      throw new Error(`No JSON schema has the id ${id}`);
    }
    compiled.set(id, validate);
  }
  return validate;
}

/** Checks a value against one of this package's JSON schemas, in words. */
export function validateAgainst(id: string, value: unknown): Issue[] {
  const validate = validator(id);
  return validate(value) ? [] : issuesOf(validate);
}

/** Tells whether a text has a match of a pattern. */
export type PatternTest = (pattern: string) => { test(text: string): boolean };

/**
 * Checks a value against a schema that comes from elsewhere, in words.
 *
 * @param patternTest - reads patterns of another dialect than JavaScript's
 * @throws Error when it is no JSON schema
 */
export function validateWith(
  schema: object,
  value: unknown,
  patternTest?: PatternTest,
): Issue[] {
  // Kubernetes' own keywords are no JSON schema.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    ...(patternTest && {
      code: { regExp: Object.assign(patternTest, { code: 'patternTest' }) },
    }),
  });
  const validate = ajv.compile(schema);
  return validate(value) ? [] : issuesOf(validate);
}

function issuesOf({ errors }: ValidateFunction): Issue[] {
  // That a condition's consequence fails is said by what fails in it.
  return (errors ?? []).filter(({ keyword }) => keyword !== 'if').map(ajvIssue);
}

/**
 * One of Ajv's errors in words; Ajv has to be `verbose`. The same sentence comes
 * from the API and from the portal's forms.
 */
export function ajvIssue(error: ErrorObject): Issue {
  const at = error.instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const path = (...more: string[]) => [...at, ...more].join('.');
  const { keyword, params } = error;
  const schema = error.parentSchema as SchemaPart | undefined;
  if (keyword === 'required') {
    const name = String(params.missingProperty);
    const missing = schema?.properties?.[name];
    return {
      path: path(name),
      ...ruleWords({
        keyword,
        title: missing?.title || name,
        schema: missing,
      }),
    };
  }
  if (keyword === 'additionalProperties') {
    const known = Object.keys(schema?.properties ?? {});
    return {
      path: path(String(params.additionalProperty)),
      message: ruleWords({ keyword, params, title: '' }).message,
      remedy: `Remove it, or use one of ${known.join(', ')}.`,
    };
  }
  return {
    path: path(),
    ...ruleWords({
      keyword,
      params,
      title: schema?.title || at[at.length - 1] || 'It',
      value: error.data,
      schema,
    }),
  };
}

/** What is read of the schema that a broken rule is part of. */
type SchemaPart = RuleSchema & {
  title?: string;
  properties?: Record<string, SchemaPart>;
};
