import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { areaTopic, HUB_CLUSTER } from '@illm-lab/plugin-hub-common';
import {
  ClaimComposer,
  HubInventory,
  HubSource,
} from '@illm-lab/plugin-hub-node';
import { Knex } from 'knex';
import { Access } from './access/Access';
import { AuditLog } from './access/AuditLog';
import { ArgoServer } from './argo/ArgoServer';
import { createCatalogViews } from './catalog/createCatalogViews';
import { ClaimKinds } from './claimRequests/ClaimKinds';
import { ClaimPreviews } from './claimRequests/ClaimPreviews';
import { judgeWith } from './claimRequests/judgeClaim';
import { HubConfig } from './config';
import { createClaims } from './claims/createClaims';
import { createCosts } from './costs/createCosts';
import { EventHub } from './events/EventHub';
import { EventStreams } from './events/EventStreams';
import { Replicas } from './events/Replicas';
import { createForge } from './forge/createForge';
import { ExperimentService } from './experiments/ExperimentService';
import { RepositoryReader } from './experiments/RepositoryReader';
import { TargetHosts } from './experiments/TargetHosts';
import { KubeConnection } from './kube/KubeConnection';
import { createLabels } from './labels/createLabels';
import { LogCollector } from './logs/LogCollector';
import { LogStore } from './logs/LogStore';
import { createNodes } from './nodes/createNodes';
import { createPullChecks } from './pulls/checks/createPullChecks';
import { DryRun } from './pulls/checks/DryRun';
import { createNotifications } from './notifications/createNotifications';
import { Notices } from './notifications/Notices';
import { PullFollower } from './pulls/PullFollower';
import { createRetention } from './retention/createRetention';
import { OrchestratorWatcher } from './runs/OrchestratorWatcher';
import { RunClusterWatcher } from './runs/RunClusterWatcher';
import { RunLimit } from './runs/RunLimit';
import { RunService } from './runs/RunService';
import { RunStarter } from './runs/RunStarter';
import { RunStore } from './runs/RunStore';
import { RunTracker } from './runs/RunTracker';
import { WorkflowWatcher } from './runs/WorkflowWatcher';
import { concernsOf } from './status/concerns';
import { PeopleService } from './status/PeopleService';
import { StatusFile } from './status/StatusFile';
import { createServices } from './services/createServices';
import { StatusService } from './status/StatusService';

/** So many nodes are looked at for the hub's state; what is unwell comes first. */
const CONCERNS = 20;
/** Areas whose changes may be changes of the hub's state. */
const CONCERNING = ['nodes', 'services'] as const;

/** Puts the parts of the hub together; nothing runs before `start`. */
export function createHub(deps: {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: HubConfig;
  /** What the forge tells, and the way to the portal's other replicas. */
  eventBus: EventsService;
  integrations: ScmIntegrations;
  inventory: HubInventory;
  knex: Knex;
  logger: LoggerService;
  notifications: Pick<NotificationService, 'send'>;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  /** Sources that other modules have added. */
  sources: HubSource[];
  /** What says what claims are made of, if a module has said so. */
  composer: () => ClaimComposer | undefined;
}) {
  const { auth, catalog, config, knex, logger } = deps;
  const { environment, portalUrl } = config;
  const events = new EventHub();
  const streams = new EventStreams(events);
  const connection = new KubeConnection(config.kubeconfig);
  const store = new RunStore(knex);
  const replicas = new Replicas({ events: deps.eventBus, logger });
  const tracker = new RunTracker({
    store,
    events,
    replicas,
    logger,
    portalUrl,
  });
  const { forge, news: forgeNews } = createForge(deps);
  const repository = new RepositoryReader(forge);
  const { nodes, clusters, ...nodeParts } = createNodes({
    ...deps,
    connection,
    events,
    repository,
  });
  const logs = new LogCollector({
    connectionTo: cluster =>
      cluster ? clusters.get(cluster)?.connection : connection,
    store: new LogStore(knex),
    events,
    logger,
  });
  tracker.onRun(run => logs.watch(run));
  const notices = new Notices(deps);
  const costs = createCosts({ ...deps, events, notices, replicas, store });
  const access = new Access(auth, deps.permissions);
  const audit = new AuditLog(deps.auditor, access);
  const services = createServices({
    ...deps,
    access,
    audit,
    connection,
    events,
  });
  const claims = createClaims({
    ...deps,
    forge,
    forgeNews,
    connection,
    events,
  });
  const sources = [
    new WorkflowWatcher({ connection, tracker, logger }),
    new RunClusterWatcher({ connection, tracker, logger }),
    new OrchestratorWatcher({ clusters, tracker, logger }),
    ...services.sources,
    ...nodeParts.sources,
    ...costs.sources,
    ...claims.sources,
    ...deps.sources,
  ];
  const file = config.statusFile
    ? new StatusFile(config.statusFile)
    : undefined;
  const status = new StatusService({
    environment,
    sources,
    file,
    events,
    concerns: () =>
      concernsOf(
        nodes.list({ cluster: HUB_CLUSTER, limit: CONCERNS }),
        services.book.list(),
      ),
  });

  const experiments = new ExperimentService({
    catalog,
    auth,
    repository,
    store,
    portalUrl,
  });
  const notifications = createNotifications({
    experiments,
    forge,
    forgeEvents: deps.eventBus,
    logger,
    notices,
    store,
    tracker,
  });
  const argo = new ArgoServer(config.argo, () => connection.token());
  const targetHosts = new TargetHosts(repository);
  const starter = new RunStarter({
    store,
    tracker,
    argo,
    experiments,
    targetHosts,
    limit: new RunLimit({
      store,
      experiments,
      max: config.maxConcurrentRuns,
    }),
    repository,
    cloneUrl: config.cloneUrl,
  });
  const runs = new RunService({
    store,
    tracker,
    argo,
    starter,
    access,
    audit,
    experiments,
    portalUrl,
  });
  const retention = createRetention({ ...deps, connection, tracker });
  const labels = createLabels({ ...deps, connection });
  const kinds = new ClaimKinds(repository);
  const claimPreviews = new ClaimPreviews({
    kinds,
    repository,
    composer: deps.composer,
    judge: judgeWith(new DryRun(connection)),
  });
  const pullChecks = createPullChecks({
    ...deps,
    assessor: claimPreviews,
    connection,
    forge,
    kinds,
    portalUrl,
  });
  const people = new PeopleService({ environment, catalog, auth });

  return {
    ...createCatalogViews({ ...deps, forge }),
    pullFollower: new PullFollower({ forge, connection, catalog }),
    access,
    claimPreviews,
    claims,
    costs,
    experiments,
    targetHosts,
    clusters,
    logs,
    nodes,
    people,
    retention: retention.view,
    runs,
    services,
    status,
    streams,
    /** Whether the list of people may be read before signing in. */
    peopleArePublic: environment === 'local',
    async start() {
      const onStatusChange = () => status.changed();
      file?.start(onStatusChange);
      events.subscribe(CONCERNING.map(areaTopic), undefined, ({ name }) => {
        if (name === 'changed') onStatusChange();
      });
      await replicas.start(news => {
        if (news.kind === 'run') {
          void tracker.changedElsewhere(news.run);
        } else {
          events.changed(news.area);
        }
      });
      await Promise.all(sources.map(one => one.start({ onStatusChange })));
      await costs.start();
      await retention.start();
      await labels.start();
      await forgeNews.start();
      await pullChecks.start();
      await notifications.start();
    },
    async stop() {
      streams.close();
      file?.stop();
      await Promise.all(sources.map(one => one.stop()));
      await tracker.idle();
      await logs.stop();
    },
  };
}
