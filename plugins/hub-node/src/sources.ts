import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { SourceStatus } from '@illm-lab/plugin-hub-common';

/**
 * Something outside the portal that the hub watches, such as Argo Workflows. A
 * source that is down keeps trying by itself and says why; nothing else fails
 * with it.
 */
export interface HubSource {
  /**
   * `views` when only some pages need it: the hub is ready before it has answered
   * for the first time. One that is lost makes the hub degraded, whichever it is.
   */
  readonly group?: 'thread' | 'views';
  /** Begins to watch. Must not wait for the other side to be there. */
  start(context: HubSourceContext): Promise<void>;
  /** Ends all watching. */
  stop(): Promise<void>;
  /** How it is at this moment. */
  status(): SourceStatus;
}

/** What the hub gives to a source. */
export interface HubSourceContext {
  /** To be called whenever {@link HubSource.status} has another answer. */
  onStatusChange(): void;
}

/** Lets other modules add sources to the hub. */
export interface HubSourcesExtensionPoint {
  addSource(source: HubSource): void;
}

/** Extension point of the hub's sources. */
export const hubSourcesExtensionPoint =
  createExtensionPoint<HubSourcesExtensionPoint>({ id: 'hub.sources' });
