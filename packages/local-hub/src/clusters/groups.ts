/** Parts of a cluster, in the order in which they come. */
export type Group = 'control-plane' | 'node' | 'argo';

/** How one part is. */
export interface GroupState {
  ready: boolean;
  /** What it waits for, when it is not ready. */
  message: string;
}
