import { parse } from 'yaml';
import { z } from 'zod';
import { ANNOTATION_INPUTS } from '../constants';
import { Issue } from '../issue';
import { checkValue } from './check-value';
import { inferInput } from './infer';
import {
  INPUT_FORMATS,
  INPUT_TYPES,
  InputDeclaration,
  RunInput,
} from './types';

type Scalar = string | number | boolean;

/** A parameter as Argo defines it. */
export interface ArgoParameter {
  name: string;
  description?: string;
  value?: Scalar;
  default?: Scalar;
  enum?: Scalar[];
  valueFrom?: unknown;
}

type Found = Omit<Issue, 'path' | 'line'> & { at: (string | number)[] };

const declaration = z.strictObject({
  title: z.string().min(1).optional(),
  type: z.enum(INPUT_TYPES),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  unit: z.string().min(1).optional(),
  pattern: z.string().min(1).optional(),
  multiline: z.boolean().optional(),
  format: z.enum(INPUT_FORMATS).optional(),
});

/** Fields that only some types have. */
const FIELDS_OF: Record<string, readonly string[]> = {
  minimum: ['integer', 'number', 'duration'],
  maximum: ['integer', 'number', 'duration'],
  unit: ['integer', 'number'],
  pattern: ['string'],
  multiline: ['string', 'json'],
  format: ['json'],
};

const AT = ['metadata', 'annotations', ANNOTATION_INPUTS];

/**
 * Reads the inputs of a workflow: its parameters, and what the annotation
 * `illm.lab/inputs` says about them. A parameter that it does not name is taken
 * as its default suggests.
 *
 * @param annotation - YAML or JSON: parameter name → {@link InputDeclaration}
 * @returns the inputs, and what is wrong with the annotation
 */
export function readInputs(
  parameters: ArgoParameter[],
  annotation?: string,
): { inputs: RunInput[]; found: Found[] } {
  const { declared, found } = readAnnotation(annotation);
  const names = new Set(parameters.map(({ name }) => name));
  for (const name of declared.keys()) {
    if (!names.has(name)) {
      found.push({
        at: [...AT, name],
        message: `The workflow has no parameter “${name}”.`,
        remedy: names.size
          ? `Name one of ${[...names].join(
              ', ',
            )}, or add it to spec.arguments.parameters.`
          : 'Add it to spec.arguments.parameters, or remove it here.',
      });
    }
  }
  const inputs = parameters.map(parameter =>
    toInput(parameter, declared.get(parameter.name)),
  );
  if (found.length === 0) {
    for (const input of inputs) {
      const own = declared.get(input.name);
      if (own) found.push(...contradictions(input, own));
    }
  }
  return { inputs, found };
}

function readAnnotation(text?: string) {
  const declared = new Map<string, InputDeclaration>();
  const found: Found[] = [];
  if (text === undefined) return { declared, found };
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    found.push({
      at: AT,
      message: `The inputs are not valid YAML: ${
        (error as Error).message.split(' at line ')[0]
      }.`,
      remedy: 'Correct the YAML of the annotation.',
    });
    return { declared, found };
  }
  const all = z.record(z.string(), z.unknown()).safeParse(value);
  if (!all.success) {
    found.push({
      at: AT,
      message: 'The inputs are no object.',
      remedy:
        'Write parameter names with what they are: vus: { type: integer }.',
    });
    return { declared, found };
  }
  for (const [name, one] of Object.entries(all.data)) {
    const parsed = declaration.safeParse(one);
    if (parsed.success) declared.set(name, parsed.data);
    else {
      found.push(
        ...parsed.error.issues.map(issue => ({
          at: [...AT, name, ...issue.path.map(String)],
          message: `${issue.message.replace(/\.$/, '')}.`,
          remedy: `Use title, type (${INPUT_TYPES.join(
            ', ',
          )}), minimum, maximum, unit, pattern, multiline and format (${INPUT_FORMATS.join(
            ', ',
          )}).`,
        })),
      );
    }
  }
  return { declared, found };
}

function toInput(
  parameter: ArgoParameter,
  declared?: InputDeclaration,
): RunInput {
  const value = parameter.value ?? parameter.default;
  const fallback = value === undefined ? undefined : String(value);
  return {
    name: parameter.name,
    ...(declared ?? { ...inferInput(fallback), inferred: true }),
    ...(declared?.type === 'string' &&
      fallback?.includes('\n') && { multiline: true }),
    ...(parameter.description && { description: parameter.description }),
    ...(fallback !== undefined && { default: fallback }),
    ...(parameter.enum && { enum: parameter.enum.map(String) }),
    required: value === undefined && parameter.valueFrom === undefined,
  };
}

/** What can't be together in one declaration, or with Argo's own fields. */
function contradictions(input: RunInput, own: InputDeclaration): Found[] {
  const at = [...AT, input.name];
  const issue = (field: string, message: string, remedy: string): Found => ({
    at: [...at, field],
    message,
    remedy,
  });
  const misplaced = Object.entries(FIELDS_OF).flatMap(([field, types]) =>
    own[field as keyof InputDeclaration] !== undefined &&
    !types.includes(own.type)
      ? [
          issue(
            field,
            `${field} means nothing for type ${own.type}.`,
            `Remove it; it is for ${types.join(', ')}.`,
          ),
        ]
      : [],
  );
  if (misplaced.length > 0) return misplaced;
  const { minimum, maximum, pattern } = own;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    return [
      issue(
        'minimum',
        `The minimum ${minimum} of ${input.name} is above its maximum ${maximum}.`,
        'Swap or correct them.',
      ),
    ];
  }
  if (pattern !== undefined) {
    try {
      RegExp(`^(?:${pattern})$`, 'u');
    } catch (error) {
      return [
        issue(
          'pattern',
          `The pattern of ${input.name} is no regular expression: ${
            (error as Error).message
          }.`,
          'Correct it.',
        ),
      ];
    }
    if (!input.description) {
      return [
        issue(
          'pattern',
          `${input.name} has a pattern, and no description says in words what it wants.`,
          'Add a description to the parameter.',
        ),
      ];
    }
  }
  return wrongValues(input);
}

/** A default or a choice that the declaration itself would refuse. */
function wrongValues(input: RunInput): Found[] {
  const { enum: choices, ...free } = input;
  const values = [input.default ?? [], choices ?? []].flat();
  return [...new Set(values)].flatMap(value => {
    const wrong = checkValue(free, value);
    return wrong ? [{ at: [...AT, input.name], ...wrong }] : [];
  });
}
