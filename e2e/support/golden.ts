import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { claimId } from '../../packages/composition/src/plan/names';
import { kubectl, readObject } from './hub';

const ROOT = path.join(__dirname, '..', '..');
const COMPOSITION = path.join(ROOT, 'packages/composition');
const DEFINITIONS = path.join(ROOT, 'platform/hub/manifests/claims');

/** Label that Crossplane puts on what a Usage keeps. */
const IN_USE = 'crossplane.io/in-use';

/** What is used of an object of Kubernetes. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: Record<string, unknown>;
  [field: string]: unknown;
}

const definitionOf = (kind: string) =>
  path.join(DEFINITIONS, `${kind.toLowerCase()}-xrd.yaml`);

const readAll = (file: string) =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(
    document => document.toJS() as Manifest,
  );

/** What `crossplane render` makes of a claim, as the composition keeps it. */
export interface Golden {
  /** Such as `queue-aws`. */
  name: string;
  text: string;
  claim: Manifest;
}

/** The golden renders of all kinds that have a form, on all clouds. */
export const goldens: Golden[] = readdirSync(path.join(COMPOSITION, 'golden'))
  .sort()
  .map(file => {
    const at = path.join(COMPOSITION, 'golden', file);
    return {
      name: path.basename(file, '.yaml'),
      text: readFileSync(at, 'utf8').replace(/^---\n/, ''),
      claim: readAll(at).find(one => one?.apiVersion.startsWith('platform.'))!,
    };
  })
  .filter(({ claim }) => existsSync(definitionOf(claim.kind)));

/** The fields of a kind's form, as its definition titles them. */
export function fieldsOf(kind: string) {
  const { spec } = parse(readFileSync(definitionOf(kind), 'utf8'));
  return spec.versions[0].schema.openAPIV3Schema.properties.spec
    .properties as Record<string, { title: string; type: string; enum?: [] }>;
}

/** Puts the subnets and groups on the hub, or takes them away, that goldens assume. */
export function landingZone(verb: 'apply' | 'delete') {
  const items = readAll(
    path.join(COMPOSITION, 'fixtures/surroundings/hub.yaml'),
  ).filter(({ kind }) => kind === 'EnvironmentConfig');
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  kubectl([verb, '--filename=-'], list);
}

const read = (kind: string, apiVersion: string, name: string) => {
  const [group, version] = apiVersion.split('/');
  return readObject<Manifest>(
    `${kind}.${version}.${group}`,
    name,
    '--namespace=team-web',
  );
};

/** What a claim of the hub is made of: what a golden file can say of it. */
export function composedOf(kind: string, name: string) {
  const { apiVersion, metadata, spec } = read(
    kind,
    'platform.illm.lab/v1alpha1',
    name,
  );
  const { resourceRefs } = spec.crossplane as { resourceRefs: Manifest[] };
  const resources = resourceRefs.map(ref => {
    const one = ref as unknown as { name: string } & Manifest;
    return comparable(read(one.kind, one.apiVersion, one.name));
  });
  return {
    claim: { apiVersion, kind, metadata } as Manifest,
    resources: sorted(resources),
  };
}

/** The same as the golden file says it, for a claim of another name and uid. */
export function expectedOf({ text, claim }: Golden, other: Manifest) {
  const renamed = text
    .replaceAll(claimId(claim), claimId(other))
    .replaceAll(claim.metadata.name, other.metadata.name);
  const [, ...resources] = parseAllDocuments(renamed).map(
    document => document.toJS() as Manifest,
  );
  return sorted(resources.map(comparable));
}

const sorted = <T extends { name: string }>(resources: T[]) =>
  resources.sort((a, b) => a.name.localeCompare(b.name));

/** Without what the API server, Crossplane and the object's own name add. */
function comparable({ apiVersion, kind, metadata, spec }: Manifest) {
  const managed = apiVersion.includes('.upbound.io/');
  const { [IN_USE]: _, ...labels } = metadata.labels;
  return {
    ...{ apiVersion, kind, name: metadata.name, labels },
    externalName: metadata.annotations?.['crossplane.io/external-name'],
    spec: {
      // The default of the provider's definition.
      ...(managed && { managementPolicies: ['*'] }),
      ...spec,
    },
  };
}
