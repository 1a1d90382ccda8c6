import {
  type HubStatus,
  sourceSentence,
  sourceState,
} from '@illm-lab/plugin-hub-common';

/** Of what is not well so many are named; the others are on their pages. */
const NAMED = 2;

const sourcesThat = (
  { sources }: HubStatus,
  state: ReturnType<typeof sourceState>,
) => sources.filter(source => sourceState(source) === state);

/** What is still to be built, and what could not be. */
const openTools = ({ tools }: HubStatus) =>
  tools.filter(({ state }) => state !== 'ready');

/**
 * How many of the hub's parts are ready. A tool that is not there is a part that
 * is to come, though no process of it is known yet.
 */
function countParts(status: HubStatus) {
  const { components } = status;
  const known = new Set(components.map(({ name }) => name));
  const unseen = openTools(status).filter(({ tool }) => !known.has(tool));
  return {
    ready: components.filter(component => component.ready).length,
    all: components.length + unseen.length,
  };
}

/** The hub's state as the sentence that the home page opens with. */
export function hubSentence(status: HubStatus): string {
  const { kubernetesVersion } = status;
  const { ready, all } = countParts(status);
  const parts = `${ready} of ${all} parts`;
  switch (status.state) {
    case 'ready':
      return [
        'The hub is well',
        all > 0 && parts,
        kubernetesVersion &&
          `Kubernetes ${kubernetesVersion.replace(/^v/, '')}`,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'degraded':
      return notWell(status, parts);
    case 'stopping':
      return 'The hub is stopping';
    case 'building':
      return `The hub is still being built: ${parts} are ready`;
    default: {
      const [awaited] = sourcesThat(status, 'awaited');
      return ready === all && awaited
        ? `The hub is starting: ${sourceSentence(awaited).replace(/\.$/, '')}`
        : `The hub is starting: ${parts} are ready`;
    }
  }
}

/** What was there and is gone comes before what is there and not well. */
function notWell(status: HubStatus, parts: string): string {
  const { components, concerns, tools } = status;
  if (components.some(component => !component.ready)) {
    return `The hub is not well: ${parts} are ready`;
  }
  const lost = sourcesThat(status, 'lost').map(({ name }) => name);
  if (lost.length > 0) {
    return `The hub runs, but the portal has lost sight of ${lost.join(', ')}`;
  }
  const broken = tools.filter(({ state }) => state === 'failed');
  if (broken.length > 0) {
    return `The hub runs, but without ${broken
      .map(({ tool }) => tool)
      .join(', ')}, which could not be built`;
  }
  const more = concerns.length - NAMED;
  return `The hub is not well. ${concerns.slice(0, NAMED).join(' ')}${
    more > 0 ? ` And ${more} more.` : ''
  }`;
}

/** Whether runs can be carried out, though the hub may not be complete. */
export const runsWork = ({ state, podsRunnable, components }: HubStatus) =>
  podsRunnable &&
  (state === 'ready' ||
    ['workflow-controller', 'argo-server', 'forge'].every(
      name => components.find(one => one.name === name)?.ready ?? false,
    ));

/** Why nothing can be run yet, as a sentence; undefined when it can. */
export function whyNoRuns(status: HubStatus): string | undefined {
  const coming = status.state === 'building' || status.state === 'starting';
  if (!coming || runsWork(status)) return undefined;
  return [
    `${hubSentence(status)}.`,
    toCome(status),
    'Runs can be started as soon as they can be carried out.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What can be done already while the hub is not complete. */
export function usableNow(status: HubStatus): string {
  if (runsWork(status)) return 'Experiments can be made and run already.';
  return status.components.some(({ name, ready }) => name === 'forge' && ready)
    ? 'Experiments can be made, reviewed and merged already; runs follow when the hub is ready.'
    : 'You can look around already; making and running experiments follows.';
}

/** What is still to come, by name; empty when all is there. */
export function toCome(status: HubStatus): string {
  const { components } = status;
  const open = openTools(status).filter(({ state }) => state !== 'failed');
  const names =
    open.length > 0
      ? open.map(({ tool }) => tool)
      : components.filter(({ ready }) => !ready).map(({ name }) => name);
  return names.length > 0 ? `To come: ${names.join(', ')}.` : '';
}
