import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { ForgeApi } from '../forge/ForgeApi';
import { nameOfOne } from '../events/nameOfOne';
import { ExperimentService } from '../experiments/ExperimentService';
import { RunStore } from '../runs/RunStore';
import { RunTracker } from '../runs/RunTracker';
import { Notices } from './Notices';
import { PullNotices } from './PullNotices';
import { RunNotices } from './RunNotices';

/** Puts together what tells people of ended runs and of pull requests. */
export function createNotifications(deps: {
  experiments: ExperimentService;
  forge: ForgeApi;
  forgeEvents: EventsService;
  logger: LoggerService;
  notices: Notices;
  store: RunStore;
  tracker: RunTracker;
}) {
  const { logger, store, tracker } = deps;
  const runs = new RunNotices({ ...deps, runs: store });
  const pulls = new PullNotices(deps);
  tracker.onRun(run => {
    runs
      .saw(run)
      .catch(error =>
        logger.warn(`Nobody was told of run ${run.id}: ${error}`),
      );
  });
  return {
    /** Begins to listen to the forge. */
    start: () =>
      deps.forgeEvents.subscribe({
        id: nameOfOne('hub-notifications'),
        topics: ['github.pull_request'],
        // The webhook is answered meanwhile.
        onEvent: async ({ eventPayload }) => void pulls.heard(eventPayload),
      }),
  };
}
