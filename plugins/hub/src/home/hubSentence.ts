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

/** The hub's state as the sentence that the home page opens with. */
export function hubSentence(status: HubStatus): string {
  const { components, kubernetesVersion } = status;
  const ready = components.filter(component => component.ready).length;
  const parts = `${ready} of ${components.length} parts`;
  switch (status.state) {
    case 'ready':
      return [
        'The hub is well',
        components.length > 0 && parts,
        kubernetesVersion &&
          `Kubernetes ${kubernetesVersion.replace(/^v/, '')}`,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'degraded':
      return notWell(status, ready, parts);
    case 'stopping':
      return 'The hub is stopping';
    case 'building':
      return `The hub is still being built: ${parts} are ready`;
    default: {
      const [awaited] = sourcesThat(status, 'awaited');
      return ready === components.length && awaited
        ? `The hub is starting: ${sourceSentence(awaited).replace(/\.$/, '')}`
        : `The hub is starting: ${parts} are ready`;
    }
  }
}

/** What was there and is gone comes before what is there and not well. */
function notWell(status: HubStatus, ready: number, parts: string): string {
  const { components, concerns, tools } = status;
  if (ready < components.length) {
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
export function toCome({ tools, components }: HubStatus): string {
  const open = tools.filter(
    ({ state }) => state !== 'ready' && state !== 'failed',
  );
  const names =
    open.length > 0
      ? open.map(({ tool }) => tool)
      : components.filter(({ ready }) => !ready).map(({ name }) => name);
  return names.length > 0 ? `To come: ${names.join(', ')}.` : '';
}
