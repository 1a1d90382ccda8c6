import { evaluate } from '@marcbachmann/cel-js';
import {
  ClaimKind,
  ClaimSchema,
  Issue,
  validateWith,
} from '@illm-lab/plugin-hub-common';
import { Claim } from './claim';

/** Defaults of a schema's properties. */
export const defaultsOf = ({ properties = {} }: ClaimSchema) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, one]) =>
      one.default === undefined ? [] : [[name, one.default]],
    ),
  );

/** The claim with what the API server will fill in. */
const withDefaults = (kind: ClaimKind, claim: Claim): Claim => ({
  ...claim,
  spec: { ...defaultsOf(kind.spec), ...claim.spec },
});

/** The API server drops what it doesn't know; a person wants to hear of it. */
const closed = (schema: ClaimSchema): ClaimSchema => ({
  ...schema,
  additionalProperties: false,
});

/** Messages of the rules that don't hold. */
function broken(schema: ClaimSchema, self: unknown, oldSelf?: unknown) {
  return (schema['x-kubernetes-validations'] ?? []).flatMap(
    ({ rule, message = rule }) => {
      const isOfChange = rule.includes('oldSelf');
      if (isOfChange && oldSelf === undefined) return [];
      return evaluate(rule, whole({ self, oldSelf })) === true ? [] : [message];
    },
  );
}

/** CEL counts in integers, which JSON's numbers aren't. */
function whole(value: unknown): any {
  if (typeof value === 'number' && Number.isInteger(value)) {
    return BigInt(value);
  }
  if (Array.isArray(value)) return value.map(whole);
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, whole(one)]),
    );
  }
  return value;
}

const sentence = (text: string) =>
  `${text[0].toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

/**
 * Checks a claim as the API server will: by its kind's schema, then by the
 * rules (CEL) beside it. A rule about a change counts only when there is a claim
 * to change.
 */
export function checkClaim(
  kind: ClaimKind,
  claim: Claim,
  before?: Claim,
): Issue[] {
  const issues = validateWith(closed(kind.spec), claim.spec);
  if (issues.length > 0) return issues;
  const filled = withDefaults(kind, claim);
  const old = before && withDefaults(kind, before);
  return [
    ...broken(kind.schema, filled, old).map(message => ({
      path: 'name',
      message: sentence(message),
      remedy: 'Choose another name.',
    })),
    ...broken(kind.spec, filled.spec, old?.spec).map(message => ({
      path: 'spec',
      message: sentence(message),
      remedy: 'Change what it speaks of.',
    })),
  ];
}
