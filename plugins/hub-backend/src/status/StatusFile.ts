import { readFileSync, statSync } from 'node:fs';
import { HubStatus } from '@illm-lab/plugin-hub-common';
import { z } from 'zod';

const schema = z.object({
  hub: z.object({
    state: z.enum(['starting', 'building', 'ready', 'degraded', 'stopping']),
    kubernetesVersion: z.string().nullish(),
    podsRunnable: z.boolean(),
    podsReason: z.string().nullish(),
  }),
  components: z
    .array(
      z.object({
        name: z.string(),
        version: z.string().nullish(),
        pid: z.number().nullish(),
        address: z.string().nullish(),
        ready: z.boolean(),
        since: z.string().nullish(),
        restarts: z.number().optional(),
        message: z.string().nullish(),
      }),
    )
    .default([]),
  tools: z
    .array(
      z.object({
        tool: z.string(),
        state: z.string(),
        etaSeconds: z.number().nullish(),
        seconds: z.number().nullish(),
      }),
    )
    .default([]),
});

/** What the local hub's supervisor says of it. */
export interface LocalStatus extends Pick<HubStatus, 'components' | 'tools'> {
  hub: {
    state: HubStatus['state'];
    kubernetesVersion?: string | null;
    podsRunnable: boolean;
    podsReason?: string | null;
  };
}

/** The supervisor replaces the file at once, so a look at its time is enough. */
const POLL_MS = 500;

/** Follows the status document that the local hub's supervisor keeps. */
export class StatusFile {
  private timer?: NodeJS.Timeout;
  private stamp = '';
  private status: LocalStatus = unknown('The supervisor has said nothing yet.');

  constructor(private readonly path: string) {}

  /** Begins to follow. */
  start(onChange: () => void): void {
    const look = () => {
      const stamp = this.stampOf();
      if (stamp !== this.stamp) {
        this.stamp = stamp;
        this.status = this.read();
        onChange();
      }
    };
    look();
    this.timer = setInterval(look, POLL_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** What it says now. */
  current(): LocalStatus {
    return this.status;
  }

  private stampOf(): string {
    const stats = statSync(this.path, { throwIfNoEntry: false });
    return stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : 'missing';
  }

  private read(): LocalStatus {
    try {
      return schema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (error) {
      return unknown(
        this.stamp === 'missing'
          ? `The supervisor's status is not at ${this.path}. Is the hub running? See ./lab status.`
          : `The supervisor's status can’t be read: ${
              (error as Error).message
            }`,
      );
    }
  }
}

function unknown(reason: string): LocalStatus {
  return {
    hub: { state: 'starting', podsRunnable: false, podsReason: reason },
    components: [],
    tools: [],
  };
}
