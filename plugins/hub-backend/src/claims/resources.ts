import { ClaimDetail, ClaimResource } from '@illm-lab/plugin-hub-common';
import {
  ClaimFacts,
  isLeaving,
  isSecret,
  isUsage,
  lacksProvider,
  Part,
} from './facts';
import { Condition, conditionOf, idOf, PartObject } from './objects';
import { toCondition, wordsOf } from './words';

const standOf = (ready: Condition): Stand => ({
  state: ready.status === 'True' ? 'ready' : 'creating',
  sentence: wordsOf(ready),
});

const PART = 'crossplane.io/composition-resource-name';
const EXTERNAL_NAME = 'crossplane.io/external-name';

/** Kubernetes' own kinds have groups without a dot; providers' have some. */
const isKubernetesOwn = (apiVersion: string) =>
  !apiVersion.split('/')[0].includes('.');

/** Whether the provider is told to keep it when it is deleted here. */
function keepsData({ spec }: PartObject): boolean {
  const policies = spec?.managementPolicies;
  return Boolean(
    policies && !policies.includes('*') && !policies.includes('Delete'),
  );
}

/** What is deleted only after something else, by the claim's Usages. */
export function orderOf({ parts }: ClaimFacts): ClaimDetail['order'] {
  return parts.flatMap(({ ref, object }) => {
    const { of, by, reason } = object?.spec ?? {};
    return isUsage(ref) && of?.resourceRef && by?.resourceRef
      ? {
          keep: idOf({ ...of, name: of.resourceRef.name }),
          until: idOf({ ...by, name: by.resourceRef.name }),
          reason: reason ?? '',
        }
      : [];
  });
}

/** What a claim is made of, as the API has it. */
export function resourcesOf(facts: ClaimFacts): ClaimResource[] {
  const leaving = isLeaving(facts);
  const order = orderOf(facts);
  return facts.parts
    .filter(({ ref }) => leaving || !isUsage(ref))
    .map(part => {
      const { ref, object } = part;
      const annotations = object?.metadata.annotations ?? {};
      return {
        id: idOf(ref),
        apiVersion: ref.apiVersion,
        kind: ref.kind,
        name: ref.name,
        part: annotations[PART] ?? null,
        ...stateOf(part, facts, order),
        conditions: (object?.status?.conditions ?? []).map(toCondition),
        createdAt: object?.metadata.creationTimestamp ?? null,
        deletingSince: object?.metadata.deletionTimestamp ?? null,
        externalName: annotations[EXTERNAL_NAME] ?? null,
        keepsData: object !== undefined && keepsData(object),
      };
    });
}

type Stand = Pick<ClaimResource, 'state' | 'sentence'>;

function stateOf(
  { ref, object, fault }: Part,
  facts: ClaimFacts,
  order: ClaimDetail['order'],
): Stand {
  if (isSecret(ref)) {
    return {
      state: 'ready',
      sentence: 'Says how to connect; the portal doesn’t read it.',
    };
  }
  if (!object && conditionOf(facts.object, 'Synced')?.status !== 'True') {
    return { state: 'waiting', sentence: 'It is about to be defined.' };
  }
  if (!object) {
    return fault
      ? { state: 'unknown', sentence: `The portal can’t see it: ${fault}` }
      : { state: 'missing', sentence: 'It is not on the hub.' };
  }
  if (isLeaving(facts)) {
    return {
      state: 'deleting',
      sentence: leavingWords(idOf(ref), facts, order),
    };
  }
  if (object.metadata.deletionTimestamp) {
    return { state: 'deleting', sentence: 'It is being deleted.' };
  }
  return lifeOf(ref.apiVersion, object, facts);
}

/** Why something of a deleted claim is still there. */
function leavingWords(
  id: string,
  { parts }: ClaimFacts,
  order: ClaimDetail['order'],
): string {
  const there = new Set(parts.map(({ ref }) => idOf(ref)));
  const kept = order.find(one => one.keep === id && there.has(one.until));
  if (kept) {
    const [kind, name] = kept.until.split('/').slice(-2);
    const why = kept.reason && `: ${kept.reason}`;
    return `Kept until ${kind} ${name} is gone${why}.`;
  }
  const part = parts.find(({ ref }) => idOf(ref) === id)!;
  const since = part.object?.metadata.deletionTimestamp;
  return since
    ? 'It is being deleted; whoever made it has not said yet that it is gone.'
    : 'It still exists and will be deleted.';
}

function lifeOf(
  apiVersion: string,
  object: PartObject,
  facts: ClaimFacts,
): Stand {
  const synced = conditionOf(object, 'Synced');
  if (synced?.status === 'False') {
    return { state: 'failed', sentence: wordsOf(synced) };
  }
  const ready =
    conditionOf(object, 'Ready') ?? conditionOf(object, 'Available');
  if (ready) return standOf(ready);
  if (isKubernetesOwn(apiVersion)) {
    return { state: 'ready', sentence: 'It is there.' };
  }
  return lacksProvider(facts)
    ? {
        state: 'waiting',
        sentence:
          'Defined as it would be in the cloud; nobody makes it, since the provider is not installed on this hub.',
      }
    : {
        state: 'creating',
        sentence: 'Its provider has not looked at it yet.',
      };
}
