import { formatIssue } from '../issue';
import { readYamlDocuments } from '../read-yaml';

/** API group of everything that can be claimed. */
export const CLAIM_GROUP = 'platform.illm.lab';

/** Folder of the repository with the definitions of what can be claimed. */
export const CLAIM_DEFINITIONS_FOLDER = 'platform/hub/manifests/claims';
/** How the names of the files there end that define a kind. */
export const CLAIM_DEFINITION_ENDING = '-xrd.yaml';
/** Prices that an estimate is made of. */
export const CLAIM_PRICES_FILE = 'platform/hub/values/cloud-prices.yaml';

/** A part of an OpenAPI v3 schema, as far as forms and checks use it. */
export interface ClaimSchema {
  type?: string;
  title?: string;
  description?: string;
  enum?: unknown[];
  default?: unknown;
  required?: string[];
  properties?: Record<string, ClaimSchema>;
  items?: ClaimSchema;
  'x-kubernetes-validations'?: { rule: string; message?: string }[];
  [keyword: string]: unknown;
}

/** Something that can be claimed: a CompositeResourceDefinition of the lab. */
export interface ClaimKind {
  /** Such as `ObjectStorage`. */
  kind: string;
  plural: string;
  /** The version that new claims are written in, such as `v1alpha1`. */
  version: string;
  /** In words, such as `object storage`. */
  title: string;
  /** What it is for: the definition's annotation `illm.lab/description`. */
  description?: string;
  /** The whole object, with the rules about its name. */
  schema: ClaimSchema;
  /** `spec` alone. */
  spec: ClaimSchema;
  /** Whether deleting it can lose data: its spec says what becomes of them. */
  keepsData: boolean;
}

interface Definition {
  apiVersion?: string;
  kind?: string;
  metadata?: { annotations?: Record<string, string> };
  spec?: {
    group?: string;
    names?: { kind: string; plural: string };
    versions?: {
      name: string;
      referenceable?: boolean;
      schema?: { openAPIV3Schema?: ClaimSchema };
    }[];
  };
}

/** `ObjectStorage` as `object storage`. */
export const kindWords = (kind: string) =>
  kind.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();

/** `ObjectStorage` as `object-storage`, as names of files and templates have it. */
export const kindSlug = (kind: string) => kindWords(kind).replace(/ /g, '-');

/**
 * The kinds that a file defines; none when it defines something else.
 *
 * @throws Error when the file is not YAML
 */
export function parseClaimKinds(yamlText: string): ClaimKind[] {
  return readYamlDocuments(yamlText).flatMap(document => {
    if ('issues' in document) {
      throw new Error(document.issues.map(formatIssue).join(' '));
    }
    return toKind((document.value ?? {}) as Definition) ?? [];
  });
}

function toKind({
  apiVersion,
  kind,
  metadata,
  spec,
}: Definition): ClaimKind | undefined {
  if (
    kind !== 'CompositeResourceDefinition' ||
    !apiVersion?.startsWith('apiextensions.crossplane.io/') ||
    spec?.group !== CLAIM_GROUP ||
    !spec.names
  ) {
    return undefined;
  }
  const version = spec.versions?.find(one => one.referenceable);
  const schema = version?.schema?.openAPIV3Schema;
  if (!version || !schema?.properties?.spec) return undefined;
  const own = schema.properties.spec;
  return {
    ...spec.names,
    version: version.name,
    title: kindWords(spec.names.kind),
    description: metadata?.annotations?.['illm.lab/description'],
    schema,
    spec: own,
    keepsData: own.properties?.onDelete !== undefined,
  };
}
