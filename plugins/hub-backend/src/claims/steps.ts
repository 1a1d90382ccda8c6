import { ClaimResource, ClaimStep } from '@illm-lab/plugin-hub-common';
import { ClaimStand } from './claimState';
import { ClaimFacts, isLeaving } from './facts';
import { conditionOf } from './objects';
import { syncStand } from './sync';
import { plural, wordsOf } from './words';

const titleOf = ({ kind, name, part }: ClaimResource) =>
  part ? `${kind} (${part})` : `${kind} ${name}`;

const step = (
  id: string,
  title: string,
  rest: Pick<ClaimStep, 'state' | 'message'> &
    Partial<Pick<ClaimStep, 'at' | 'url'>>,
): ClaimStep => ({ at: null, url: null, ...rest, id, title });

/** A claim's way from its pull request to Ready; or, once it leaves, to its end. */
export function stepsOf(
  facts: ClaimFacts,
  resources: ClaimResource[],
  stand: ClaimStand,
): ClaimStep[] {
  return isLeaving(facts)
    ? endOf(facts, resources)
    : [
        pullStep(facts),
        mergedStep(facts),
        step('synced', 'Synced', {
          ...syncStand(facts),
          at: facts.object?.metadata.creationTimestamp ?? null,
        }),
        composedStep(facts, resources),
        ...resources.map(resourceStep),
        readyStep(facts, stand),
      ];
}

function pullStep({ file, object }: ClaimFacts): ClaimStep {
  const pull = file?.onMain ? file.merged : file?.open[0];
  if (pull) {
    return step('pull', 'Pull request', {
      state: file?.onMain ? 'done' : 'working',
      message: `#${pull.number} “${pull.title}” by ${pull.author}`,
      at: file?.onMain ? null : pull.at,
      url: pull.url,
    });
  }
  return step('pull', 'Pull request', {
    state: 'skipped',
    message:
      object && !file
        ? 'There is none: it is not in the repository.'
        : 'None is known: its definition is older than the last pull requests.',
  });
}

function mergedStep({ file }: ClaimFacts): ClaimStep {
  if (file?.onMain) {
    return step('merged', 'Merged', {
      state: 'done',
      message: `${file.path} is on the main branch.`,
      at: file.merged?.at ?? null,
    });
  }
  return step('merged', 'Merged', {
    state: file ? 'waiting' : 'skipped',
    message: file
      ? 'Waits for somebody to review and merge it.'
      : 'It is not on the main branch.',
  });
}

function composedStep(
  { object }: ClaimFacts,
  resources: ClaimResource[],
): ClaimStep {
  const synced = conditionOf(object, 'Synced');
  const at = synced?.lastTransitionTime ?? null;
  if (synced?.status === 'False') {
    return step('composed', 'Composed', {
      state: 'failed',
      message: wordsOf(synced),
      at,
    });
  }
  if (!object || resources.length === 0) {
    return step('composed', 'Composed', {
      state: object ? 'working' : 'waiting',
      message: object
        ? 'Crossplane is about to define what it is made of.'
        : 'Crossplane waits for it to be on the hub.',
    });
  }
  return step('composed', 'Composed', {
    state: 'done',
    message: `It is made of ${plural(resources.length, 'resource')}.`,
    at,
  });
}

const STATES: Record<ClaimResource['state'], ClaimStep['state']> = {
  ready: 'done',
  creating: 'working',
  waiting: 'waiting',
  failed: 'failed',
  deleting: 'working',
  missing: 'working',
  unknown: 'waiting',
};

function resourceStep(resource: ClaimResource): ClaimStep {
  const ready = resource.conditions.find(({ type }) => type === 'Ready');
  return step(`resource:${resource.id}`, titleOf(resource), {
    state: STATES[resource.state],
    message: resource.sentence,
    at: ready?.since ?? resource.createdAt,
  });
}

function readyStep(
  { object }: ClaimFacts,
  { state, sentence }: ClaimStand,
): ClaimStep {
  const ready = conditionOf(object, 'Ready');
  const at = object ? ready?.lastTransitionTime ?? null : null;
  if (state === 'ready') {
    return step('ready', 'Ready', { state: 'done', message: sentence, at });
  }
  const waits = !object || state === 'unavailable' || state === 'composing';
  return step('ready', 'Ready', {
    state: waits || state === 'failed' ? 'waiting' : 'working',
    message: object ? sentence : 'Waits for all that is above.',
  });
}

function endOf(facts: ClaimFacts, resources: ClaimResource[]): ClaimStep[] {
  const left = resources.filter(({ state }) => state !== 'missing');
  const { object, gone } = facts;
  const asked = (object ?? gone?.object)?.metadata.deletionTimestamp;
  return [
    removedStep(facts),
    step('deletion', 'Deletion', {
      state: 'done',
      message: object
        ? 'The hub was told to delete it.'
        : 'The claim itself is deleted.',
      at: gone?.at ?? asked ?? null,
    }),
    ...left.map(resourceStep),
    step('gone', 'Nothing left', {
      state: left.length === 0 && !object ? 'done' : 'waiting',
      message:
        left.length > 0
          ? `${plural(left.length, 'resource')} of it still ${
              left.length === 1 ? 'exists' : 'exist'
            }.`
          : 'Nothing of it is on the hub.',
      at: left.length === 0 && !object ? gone?.at ?? null : null,
    }),
  ];
}

function removedStep({ file, removedBy }: ClaimFacts): ClaimStep {
  if (file?.onMain) {
    return step('removed', 'Removed from Git', {
      state: 'failed',
      message: `${file.path} still defines it, so Argo CD will bring it back.`,
    });
  }
  return step('removed', 'Removed from Git', {
    state: removedBy ? 'done' : 'skipped',
    message: removedBy
      ? `#${removedBy.number} “${removedBy.title}” by ${removedBy.author}`
      : 'No pull request is known that removed it.',
    at: removedBy?.at ?? null,
    url: removedBy?.url ?? null,
  });
}
