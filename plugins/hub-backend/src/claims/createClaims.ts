import { ScmIntegrations } from '@backstage/integration';
import { EventsService } from '@backstage/plugin-events-node';
import { HubInventory, HubSource } from '@illm-lab/plugin-hub-node';
import { ForgeApi } from '../catalog/ForgeApi';
import { HubConfig } from '../config';
import { EventHub } from '../events/EventHub';
import { nameOfOne } from '../events/nameOfOne';
import { KubeConnection } from '../kube/KubeConnection';
import { Throttle } from '../services/resources/throttle';
import { ClaimBook } from './ClaimBook';
import { ClaimFiles } from './ClaimFiles';
import { ClaimsPublisher } from './publishClaims';
import { ClaimWatch } from './ClaimWatch';

/** Milliseconds between two hints to the browsers. */
const HINT_INTERVAL = 250;
/** Milliseconds between two looks at what the catalog should know. */
const PUBLISH_INTERVAL = 1_000;
/** What the forge says when a claim's definition may have changed. */
const TOPICS = ['github.push', 'github.pull_request'];

/** What shows claims. */
export interface HubClaims {
  book: ClaimBook;
  sources: HubSource[];
  /** Begins to listen to the forge. */
  start(): Promise<void>;
}

/** Puts the parts together that follow claims. */
export function createClaims(deps: {
  config: HubConfig;
  connection: KubeConnection;
  events: EventHub;
  forgeEvents: EventsService;
  integrations: ScmIntegrations;
  inventory: HubInventory;
}): HubClaims {
  const { connection, events, inventory } = deps;
  const hint = new Throttle(
    () => events.changed('claims'),
    () => HINT_INTERVAL,
  );
  const watch = new ClaimWatch(connection);
  const files = new ClaimFiles({
    forge: new ForgeApi(deps),
    onChange: () => hint.call(),
  });
  const book = new ClaimBook({ watch, files });
  const publisher = new ClaimsPublisher({ book, watch, inventory });
  const publishing = new Throttle(
    () => publisher.publish(),
    () => PUBLISH_INTERVAL,
  );
  watch.onChange(() => {
    book.track();
    hint.call();
    publishing.call();
  });
  return {
    book,
    sources: [watch],
    start: () =>
      deps.forgeEvents.subscribe({
        id: nameOfOne('hub-claims'),
        topics: TOPICS,
        // The webhook is answered meanwhile.
        onEvent: async () => void files.refresh(),
      }),
  };
}
