import {
  ClaimKind,
  Issue,
  jsonSchemaOf,
  PatternTest,
  validateWith,
} from '@illm-lab/plugin-hub-common';
import { RE2JS } from 're2js';
import { Claim } from './claim';

/** Kubernetes' patterns are Go's; one that can't be read is left to the server. */
const goPattern: PatternTest = pattern => {
  try {
    const compiled = RE2JS.compile(pattern);
    return { test: text => compiled.matcher(text).find() };
  } catch {
    return { test: () => true };
  }
};

/**
 * Checks a claim by its kind's schema, in the portal's words. The rules (CEL)
 * beside it are the API server's to judge.
 */
export function checkClaim(kind: ClaimKind, claim: Claim): Issue[] {
  // Crossplane adds its own part to each kind.
  const { crossplane: _, ...spec } = claim.spec;
  try {
    return validateWith(jsonSchemaOf(kind.spec), spec, goPattern).map(
      issue => ({
        ...issue,
        path: ['spec', issue.path].filter(Boolean).join('.'),
      }),
    );
  } catch {
    // No JSON schema; the API server knows what to make of it.
    return [];
  }
}
