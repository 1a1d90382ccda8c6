import {
  ComponentStatus,
  HubStatus,
  sourceState,
  SourceStatus,
  ToolStatus,
} from '@illm-lab/plugin-hub-common';

/** A source as the hub's state sees it. */
export interface WatchedSource {
  status: SourceStatus;
  /** Only some pages need it: the hub can be ready before it has answered. */
  isView: boolean;
}

/** All that the hub's state follows from. */
export interface HubFacts {
  /** What the local hub's supervisor says of itself; absent on any other hub. */
  supervisor?: HubStatus['state'];
  components: ComponentStatus[];
  tools: ToolStatus[];
  sources: WatchedSource[];
  /** What of nodes and services is not as it should be. */
  concerns: string[];
  /** Names of components that were ready before. */
  seenReady: ReadonlySet<string>;
}

const OPEN_TOOLS = ['queued', 'building'];
const isOpen = ({ state }: ToolStatus) => OPEN_TOOLS.includes(state);

/**
 * How the hub is; the only place that says so. What was there and is gone makes it
 * degraded. What has not been there yet is still to come: while tools are built it
 * is being built, else it is starting.
 */
export function hubState(facts: HubFacts): HubStatus['state'] {
  const { supervisor, components, tools, sources, seenReady } = facts;
  if (supervisor === 'stopping') return 'stopping';
  const missing = components.filter(({ ready }) => !ready);
  const isGone = ({ name, restarts = 0 }: ComponentStatus) =>
    seenReady.has(name) || restarts > 0;
  const lost = sources.some(({ status }) => sourceState(status) === 'lost');
  if (lost || missing.some(isGone)) return 'degraded';
  if (supervisor === 'building' || tools.some(isOpen)) return 'building';
  const awaited = sources.some(
    ({ status, isView }) => !isView && sourceState(status) === 'awaited',
  );
  if (supervisor === 'starting' || missing.length > 0 || awaited) {
    return 'starting';
  }
  const broken = tools.some(({ state }) => state === 'failed');
  return broken || supervisor === 'degraded' || facts.concerns.length > 0
    ? 'degraded'
    : 'ready';
}
