import {
  AuditorService,
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { z } from 'zod';
import { ForgeApi } from '../../forge/ForgeApi';
import { ClaimKinds } from '../../claimRequests/ClaimKinds';
import { KubeConnection } from '../../kube/KubeConnection';
import { catalogLabelValues } from '../../labels/catalogValues';
import { CheckPoster } from './CheckPoster';
import { DryRun } from './DryRun';
import { ClaimAssessor, estimateCheck } from './estimateCheck';
import { folderCheck } from './folderCheck';
import { manifestsCheck } from './manifestsCheck';
import { policyCheck } from './policyCheck';
import { PullChecker } from './PullChecker';

/** What the forge says when a pull request has something new to look at. */
const TOPIC = 'github.pull_request';
const ACTIONS = new Set(['opened', 'reopened', 'synchronize', 'edited']);
const event = z.object({ action: z.string(), number: z.number() });

const EVERY = { minutes: 1 };
const AT_MOST = { seconds: 55 };
/** After the catalog has read its files. */
const FIRST_AFTER = { seconds: 15 };

/** Puts together what checks pull requests; nothing is checked before `start`. */
export function createPullChecks(deps: {
  auditor: AuditorService;
  auth: AuthService;
  assessor: ClaimAssessor;
  catalog: CatalogService;
  connection: KubeConnection;
  eventBus: EventsService;
  forge: ForgeApi;
  kinds: ClaimKinds;
  logger: LoggerService;
  portalUrl: string;
  scheduler: SchedulerService;
}) {
  const { eventBus, forge, kinds, scheduler } = deps;
  const dryRun = new DryRun(deps.connection);
  const checker = new PullChecker({
    ...deps,
    poster: new CheckPoster(forge),
    checks: {
      folder: folderCheck,
      manifests: (contents, signal) =>
        manifestsCheck(contents, { dryRun, kinds: () => kinds.list() }, signal),
      policy: contents => policyCheck(contents, () => catalogLabelValues(deps)),
      estimate: contents => estimateCheck(contents, deps.assessor),
    },
  });
  return {
    checker,
    async start() {
      await eventBus.subscribe({
        // one name for all replicas: each event is for one of them
        id: 'hub-pull-checks',
        topics: [TOPIC],
        onEvent: async ({ eventPayload }) => {
          const parsed = event.safeParse(eventPayload);
          if (parsed.success && ACTIONS.has(parsed.data.action)) {
            // The webhook is answered meanwhile.
            void checker.check(parsed.data.number, { fresh: true });
          }
        },
      });
      await scheduler.scheduleTask({
        id: 'hub-pull-checks',
        scope: 'global',
        frequency: EVERY,
        timeout: AT_MOST,
        initialDelay: FIRST_AFTER,
        fn: () => checker.sweep(),
      });
    },
  };
}
