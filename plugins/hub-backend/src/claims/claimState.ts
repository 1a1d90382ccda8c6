import { ClaimResource, ClaimState } from '@illm-lab/plugin-hub-common';
import { ClaimFacts, isLeaving, lacksProvider, providedOf } from './facts';
import { conditionOf } from './objects';
import { syncStand } from './sync';
import { plural, sentence, wordsOf } from './words';

/** How a claim is, in a word and in a sentence. */
export interface ClaimStand {
  state: ClaimState;
  sentence: string;
}

/** How a claim is, from all that is known of it. */
export function claimStand(
  facts: ClaimFacts,
  resources: ClaimResource[],
): ClaimStand {
  if (isLeaving(facts)) return leaving(facts, resources);
  return facts.object ? onHub(facts, resources) : notOnHub(facts);
}

function leaving(
  { object }: ClaimFacts,
  resources: ClaimResource[],
): ClaimStand {
  const left = resources.filter(({ state }) => state !== 'missing').length;
  if (left > 0) {
    return {
      state: 'deleting',
      sentence: `It is being deleted; ${plural(left, 'resource')} of it still ${
        left === 1 ? 'exists' : 'exist'
      }.`,
    };
  }
  return object
    ? { state: 'deleting', sentence: 'It is being deleted.' }
    : { state: 'gone', sentence: 'It is deleted, and nothing of it is left.' };
}

function notOnHub(facts: ClaimFacts): ClaimStand {
  const { file } = facts;
  const [pull] = file?.open ?? [];
  if (!file?.onMain) {
    return {
      state: 'proposed',
      sentence: pull
        ? `Pull request #${pull.number} by ${pull.author} asks for it and waits for its merge.`
        : 'It is proposed.',
    };
  }
  const { state, message } = syncStand(facts);
  return { state: state === 'failed' ? 'failed' : 'merged', sentence: message };
}

function onHub(facts: ClaimFacts, resources: ClaimResource[]): ClaimStand {
  const synced = conditionOf(facts.object, 'Synced');
  if (synced?.status === 'False') {
    return {
      state: 'failed',
      sentence: `Crossplane can’t compose it: ${wordsOf(synced)}`,
    };
  }
  const refused = resources.find(({ state }) => state === 'failed');
  if (refused) {
    return {
      state: 'failed',
      sentence: sentence(
        `${refused.kind} ${refused.name} was refused: ${refused.sentence}`,
      ),
    };
  }
  if (conditionOf(facts.object, 'Ready')?.status === 'True') {
    return { state: 'ready', sentence: 'It is there and answers.' };
  }
  const provided = providedOf(facts);
  if (lacksProvider(facts)) {
    return { state: 'unavailable', sentence: wordsOf(provided!) };
  }
  if (resources.length === 0) {
    return {
      state: 'composing',
      sentence: 'Crossplane is about to compose it.',
    };
  }
  return {
    state: provided?.reason === 'Refused' ? 'failed' : 'creating',
    sentence: provided ? wordsOf(provided) : readyWords(resources),
  };
}

function readyWords(resources: ClaimResource[]): string {
  const ready = resources.filter(({ state }) => state === 'ready').length;
  return `${ready} of ${plural(resources.length, 'resource')} ${
    ready === 1 ? 'is' : 'are'
  } ready.`;
}
