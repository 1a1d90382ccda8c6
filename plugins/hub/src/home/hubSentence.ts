import { type HubStatus } from '@illm-lab/plugin-hub-common';

/** The hub's state as the sentence that the home page opens with. */
export function hubSentence(status: HubStatus): string {
  const { components, kubernetesVersion } = status;
  const ready = components.filter(component => component.ready).length;
  const cut = status.sources
    .filter(({ connected }) => !connected)
    .map(({ name }) => name);
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
      // The supervisor's parts all run; it is the portal that misses something.
      if (ready === components.length && cut.length > 0) {
        return `The hub runs, but the portal has lost sight of ${cut.join(
          ', ',
        )}`;
      }
      return `The hub is not well: ${parts} are ready`;
    case 'stopping':
      return 'The hub is stopping';
    default:
      return `The hub is being set up: ${parts} are ready`;
  }
}

/** What can be done already while the hub is not complete. */
export function usableNow(status: HubStatus): string {
  const ready = (name: string) =>
    status.components.some(
      component => component.name === name && component.ready,
    );
  const runs = status.podsRunnable && ready('workflow-controller');
  if (runs) return 'Experiments can be made and run already.';
  return ready('forge')
    ? 'Experiments can be made, reviewed and merged already; runs follow when the hub is ready.'
    : 'You can look around already; making and running experiments follows.';
}
