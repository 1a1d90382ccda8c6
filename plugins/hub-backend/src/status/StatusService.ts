import { HubStatus } from '@illm-lab/plugin-hub-common';
import { HubSource } from '@illm-lab/plugin-hub-node';
import { EventHub } from '../events/EventHub';
import { hubState } from './hubState';
import { StatusFile } from './StatusFile';

/** How the hub is: what its supervisor says, and what the portal sees itself. */
export class StatusService {
  private last = '';
  private readonly seenReady = new Set<string>();

  constructor(
    private readonly options: {
      environment: HubStatus['environment'];
      sources: HubSource[];
      file?: StatusFile;
      events: EventHub;
      /** What of nodes and services is not as it should be, a sentence each. */
      concerns?(): string[];
    },
  ) {}

  /** The status at this moment. */
  current(): HubStatus {
    const { environment, file, concerns: look } = this.options;
    const sources = this.options.sources.map(source => ({
      status: source.status(),
      isView: source.group === 'views',
    }));
    const local = file?.current();
    const { components = [], tools = [] } = local ?? {};
    components
      .filter(({ ready }) => ready)
      .forEach(({ name }) => this.seenReady.add(name));
    const concerns = look?.() ?? [];
    const { kubernetesVersion, podsReason } = local?.hub ?? {};
    return {
      environment,
      state: hubState({
        supervisor: local?.hub.state,
        components,
        tools,
        sources,
        concerns,
        seenReady: this.seenReady,
      }),
      concerns,
      ...(kubernetesVersion && { kubernetesVersion }),
      podsRunnable: local?.hub.podsRunnable ?? true,
      ...(podsReason && { podsReason }),
      components,
      tools,
      sources: sources.map(({ status }) => status),
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
