import { HubInventory, HubSource } from '@illm-lab/plugin-hub-node';
import { EventHub } from '../events/EventHub';
import { ForgeApi } from '../forge/ForgeApi';
import { ForgeNews } from '../forge/ForgeNews';
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

/** What shows claims. */
export interface HubClaims {
  book: ClaimBook;
  sources: HubSource[];
}

/** Puts the parts together that follow claims. */
export function createClaims(deps: {
  connection: KubeConnection;
  events: EventHub;
  forge: ForgeApi;
  forgeNews: ForgeNews;
  inventory: HubInventory;
}): HubClaims {
  const { connection, events, inventory } = deps;
  const hint = new Throttle(
    () => events.changed('claims'),
    () => HINT_INTERVAL,
  );
  const watch = new ClaimWatch(connection);
  const files = new ClaimFiles({
    forge: deps.forge,
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
  deps.forgeNews.onChange(() => void files.refresh());
  return { book, sources: [watch] };
}
