import { readFileSync } from 'node:fs';
import { ComponentStatus, StepStatus } from '../supervisor';
import { ToolState } from './ToolBuilds';

/** How the hub as a whole is. */
export type HubState =
  | 'starting'
  | 'building'
  | 'ready'
  | 'degraded'
  | 'stopping'
  | 'stopped';

/** What `lab status --json` prints and the portal's home page shows. */
export interface HubStatus {
  hub: {
    state: HubState;
    environment: 'local';
    kubernetesVersion: string | null;
    /** Whether this host lets the node agent run pods. */
    podsRunnable: boolean;
    /** Why not, and what helps. */
    podsReason?: string;
    /** Process id of the supervisor; null when it does not run. */
    pid: number | null;
    startedAt: string;
  };
  portal: { url: string; ready: boolean };
  components: ComponentStatus[];
  /** What is done once at each start. */
  steps: StepStatus[];
  tools: ToolState[];
}

/** The document that the supervisor wrote last; undefined before the first. */
export function readStatusFile(file: string): HubStatus | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
