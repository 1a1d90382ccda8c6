import { HubStatus } from '@illm-lab/plugin-hub-common';
import { HubSource } from '@illm-lab/plugin-hub-node';
import { EventHub } from '../events/EventHub';
import { LocalStatus, StatusFile } from './StatusFile';

/** How the hub is: what its supervisor says, and what the portal sees itself. */
export class StatusService {
  private last = '';

  constructor(
    private readonly options: {
      environment: HubStatus['environment'];
      sources: HubSource[];
      file?: StatusFile;
      events: EventHub;
    },
  ) {}

  /** The status at this moment. */
  current(): HubStatus {
    const { environment, file } = this.options;
    const sources = this.options.sources.map(source => source.status());
    const lost = this.options.sources.some(
      (source, index) => source.group !== 'views' && !sources[index].connected,
    );
    const state = lost ? 'degraded' : 'ready';
    const local: LocalStatus = file
      ? file.current()
      : { hub: { state, podsRunnable: true }, components: [], tools: [] };
    return {
      environment,
      // The supervisor knows its processes, and not whether they answer us.
      state: local.hub.state === 'ready' ? state : local.hub.state,
      ...(local.hub.kubernetesVersion && {
        kubernetesVersion: local.hub.kubernetesVersion,
      }),
      podsRunnable: local.hub.podsRunnable,
      ...(local.hub.podsReason && { podsReason: local.hub.podsReason }),
      components: local.components,
      tools: local.tools,
      sources,
    };
  }

  /** Tells the browsers, if the status is another one than they know. */
  changed(): void {
    const status = this.current();
    const text = JSON.stringify(status);
    if (text !== this.last) {
      this.last = text;
      this.options.events.publish('hub', status);
    }
  }
}
