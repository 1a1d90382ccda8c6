import { HubStatus, readStatusFile } from '../hub/status';

/** Talos's stages, by those of the hub. */
const STAGES = {
  building: 'BOOTING',
  starting: 'BOOTING',
  ready: 'RUNNING',
  degraded: 'RUNNING',
  stopping: 'SHUTTING_DOWN',
  stopped: 'SHUTTING_DOWN',
} as const;

/** The supervisor's word on the hub, as Talos would have it. */
export class HubServices {
  constructor(private readonly statusFile: string) {}

  /** The hub's components as services. */
  services() {
    return this.status().components.map(
      ({ name, pid, ready, since, message }) => {
        const begun = ready ? 'Running' : 'Starting';
        const state = pid === null ? 'Waiting' : begun;
        const at = { seconds: Math.floor(Date.parse(since) / 1000), nanos: 0 };
        return {
          id: name,
          state,
          health: {
            unknown: false,
            healthy: ready,
            last_message: message,
            last_change: at,
          },
          events: { events: message ? [{ msg: message, state, ts: at }] : [] },
        };
      },
    );
  }

  /** The stage that the hub is in, and what it waits for. */
  machine() {
    const { hub, components, steps } = this.status();
    const unmet = [
      ...components
        .filter(({ ready }) => !ready)
        .map(({ name, message }) => ({ name, reason: message })),
      ...steps
        .filter(({ done }) => !done)
        .map(({ name, message }) => ({ name, reason: message })),
    ];
    return { stage: STAGES[hub.state], ready: unmet.length === 0, unmet };
  }

  private status(): HubStatus {
    const status = readStatusFile(this.statusFile);
    if (!status) {
      throw new Error('The supervisor has said nothing yet.');
    }
    return status;
  }
}
