import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import costLabelsSchema from './schemas/cost-labels.schema.json';
import experimentClusterSchema from './schemas/experiment-cluster.schema.json';
import { Issue } from './issue';

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

/** Checks a value against a schema that comes from elsewhere, in words. */
export function validateWith(schema: object, value: unknown): Issue[] {
  // Kubernetes' own keywords are no JSON schema.
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  const validate = ajv.compile(schema);
  return validate(value) ? [] : issuesOf(validate);
}

function issuesOf({ errors }: ValidateFunction): Issue[] {
  // That a condition's consequence fails is said by what fails in it.
  return (errors ?? []).filter(({ keyword }) => keyword !== 'if').map(toIssue);
}

function toIssue(error: ErrorObject): Issue {
  const at = error.instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const path = (...more: string[]) => [...at, ...more].join('.');
  const { params } = error;
  const purpose: unknown = error.parentSchema?.description;
  switch (error.keyword) {
    case 'required': {
      const name = String(params.missingProperty);
      return {
        path: path(name),
        message: `${name} is missing.`,
        remedy: describe(error, name) ?? `Add ${name}.`,
      };
    }
    case 'additionalProperties': {
      const known = Object.keys(
        (error.parentSchema?.properties as object | undefined) ?? {},
      );
      return {
        path: path(String(params.additionalProperty)),
        message: `${params.additionalProperty} is not a known field.`,
        remedy: `Remove it, or use one of ${known.join(', ')}.`,
      };
    }
    case 'enum':
    case 'const': {
      const allowed: unknown[] = params.allowedValues ?? [params.allowedValue];
      return {
        path: path(),
        message: `${JSON.stringify(error.data)} is not allowed here.`,
        remedy: `Use ${allowed.join(', ')}.`,
      };
    }
    default:
      return {
        path: path(),
        message: `${JSON.stringify(error.data)} ${error.message}.`,
        remedy: `Give a value that fits${purpose ? `: ${purpose}` : '.'}`,
      };
  }
}

/** What the schema says about a missing property, as an instruction. */
function describe(error: ErrorObject, name: string): string | undefined {
  const properties = error.parentSchema?.properties as
    | Record<string, { description?: string }>
    | undefined;
  const description = properties?.[name]?.description;
  return description && `Add ${name}: ${description}`;
}
