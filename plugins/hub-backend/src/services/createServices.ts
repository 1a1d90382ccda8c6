import { LoggerService } from '@backstage/backend-plugin-api';
import { HubInventory, HubSource } from '@illm-lab/plugin-hub-node';
import { Access } from '../access/Access';
import { AuditLog } from '../access/AuditLog';
import { HubConfig } from '../config';
import { EventHub } from '../events/EventHub';
import { KubeConnection } from '../kube/KubeConnection';
import { ApplicationWatch } from './argocd/ApplicationWatch';
import { ArgocdServer } from './argocd/ArgocdServer';
import { ArgocdSource, FollowedResources } from './argocd/ArgocdSource';
import { ServicesPublisher } from './publishServices';
import { RevisionReader } from './argocd/RevisionReader';
import { ServiceBook } from './ServiceBook';
import { ServiceControl } from './ServiceControl';
import { Throttle } from './resources/throttle';

/** Milliseconds between two hints about one service. */
const HINT_INTERVAL = 250;
/** Milliseconds between two looks at what the catalog should know. */
const PUBLISH_INTERVAL = 1_000;

const NOT_CONFIGURED: FollowedResources = {
  nodes: [],
  differences: [],
  facts: { endpoints: [] },
  known: false,
  source: {
    name: 'Argo CD',
    connected: false,
    reason:
      'This portal has no access to Argo CD. Set hub.argocd in its configuration',
  },
};

/** What shows and controls the hub's services. */
export interface HubServices {
  book: ServiceBook;
  control: ServiceControl;
  sources: HubSource[];
}

/** Puts the parts together that show and control the hub's services. */
export function createServices(deps: {
  access: Access;
  audit: AuditLog;
  config: Pick<HubConfig, 'argocd' | 'cloneUrl' | 'portalUrl' | 'repository'>;
  connection: KubeConnection;
  events: EventHub;
  inventory: HubInventory;
  logger: LoggerService;
}): HubServices {
  const { config, connection, events, logger } = deps;
  const hints = new Map<string, Throttle>();
  const changed = (name: string) => {
    let hint = hints.get(name);
    if (!hint) {
      hint = new Throttle(
        () => events.changed('services', name),
        () => HINT_INTERVAL,
      );
      hints.set(name, hint);
    }
    hint.call();
  };

  const applications = new ApplicationWatch({ connection, logger });
  applications.onChange(changed);
  const server = config.argocd && new ArgocdServer(config.argocd);
  const argocd = server && new ArgocdSource({ server, applications, logger });
  argocd?.onChange(changed);
  const book = new ServiceBook({
    applications,
    resources: name => argocd?.resources(name) ?? NOT_CONFIGURED,
    revisions: new RevisionReader({
      server,
      logger,
      cloneUrl: config.cloneUrl,
      repository: config.repository,
      onChange: changed,
    }),
    portalUrl: config.portalUrl,
  });
  const publisher = new ServicesPublisher(book, deps.inventory);
  const publishing = new Throttle(
    () => publisher.publish(),
    () => PUBLISH_INTERVAL,
  );
  applications.onChange(() => publishing.call());
  argocd?.onChange(() => publishing.call());
  return {
    book,
    control: new ServiceControl({ ...deps, applications, book, server }),
    sources: argocd ? [applications, argocd] : [applications],
  };
}
