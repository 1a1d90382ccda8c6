import {
  CLAIM_GROUP,
  CLAIMS_FOLDER,
  readYamlDocuments,
} from '@illm-lab/plugin-hub-common';
import { z } from 'zod';
import { ClaimObject } from './objects';

const manifest = z.object({
  apiVersion: z.string().startsWith(`${CLAIM_GROUP}/`),
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.record(z.string(), z.unknown()).optional(),
});

/** A claim as a file of the repository defines it. */
export interface DefinedClaim {
  kind: string;
  object: ClaimObject;
}

/** Namespace of the claims in a file; undefined when it is no such file. */
export function namespaceOf(path: string): string | undefined {
  const [folder, namespace, file, ...more] = path.split('/');
  return folder === CLAIMS_FOLDER &&
    namespace &&
    more.length === 0 &&
    /\.ya?ml$/.test(file ?? '')
    ? namespace
    : undefined;
}

/**
 * The claims that a file defines. What is no claim, or can't be read, is left
 * out: the checks of the pull request say so, and Argo CD would as well.
 */
export function readClaims(text: string, namespace: string): DefinedClaim[] {
  return readYamlDocuments(text).flatMap(document => {
    if ('issues' in document) return [];
    const parsed = manifest.safeParse(document.value);
    if (!parsed.success) return [];
    const { kind, metadata, spec } = parsed.data;
    return {
      kind,
      object: {
        metadata: {
          ...metadata,
          namespace: metadata.namespace ?? namespace,
        },
        spec,
      },
    };
  });
}
