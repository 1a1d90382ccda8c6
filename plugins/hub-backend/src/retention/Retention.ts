import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  LABEL_RESULT,
  LABEL_RUN,
  NAMESPACE_EXPERIMENTS,
} from '@illm-lab/plugin-hub-common';
import { RetentionConfig } from '../config';
import { KubeConnection } from '../kube/KubeConnection';
import { ConfigMap } from '../kube/types';
import { RunTracker } from '../runs/RunTracker';
import { RetentionStore } from './RetentionStore';

const DAY_MS = 24 * 60 * 60 * 1000;
const CONFIG_MAPS = `/api/v1/namespaces/${NAMESPACE_EXPERIMENTS}/configmaps`;

/** How much was removed. */
export interface Removed {
  /** Runs, each with its result, logs and cost. */
  runs: number;
  /** Runs that stay without their logs. */
  logs: number;
  /** ConfigMaps of results in the hub's etcd. */
  configMaps: number;
}

/** What is older than so many days, in ISO 8601; undefined for never. */
const cutOff = (days: number) =>
  days === 0 ? undefined : new Date(Date.now() - days * DAY_MS).toISOString();

/** Removes what runs have left once it is old; see hub.retention. */
export class Retention {
  constructor(
    private readonly options: {
      config: Omit<RetentionConfig, 'schedule'>;
      store: RetentionStore;
      connection: Pick<KubeConnection, 'get' | 'remove'>;
      tracker: Pick<RunTracker, 'hasWorkflow'>;
      auditor: AuditorService;
      logger: LoggerService;
    },
  ) {}

  /**
   * Removes what is old now, and notes how much in log and audit. A hub that
   * does not answer keeps no run in the database from going.
   */
  async apply(): Promise<Removed> {
    const { auditor, logger } = this.options;
    // ConfigMaps first: that of a run which is gone would bring its result back.
    const configMaps = await this.removeConfigMaps().catch(error => {
      logger.warn(`Results in etcd were not looked at: ${error.message}`);
      return 0;
    });
    const removed = {
      runs: await this.removeRuns(),
      logs: await this.removeLogs(),
      configMaps,
    };
    if (Object.values(removed).some(count => count > 0)) {
      const event = await auditor.createEvent({
        eventId: 'retention',
        severityLevel: 'low',
        meta: { ...removed, actor: 'retention' },
      });
      await event.success();
      logger.info(
        `Retention removed ${removed.runs} runs, the logs of ${removed.logs} more, and ${removed.configMaps} results from etcd`,
      );
    }
    return removed;
  }

  private async removeConfigMaps(): Promise<number> {
    const { config, store, connection } = this.options;
    const before = cutOff(config.configMapDays);
    if (before === undefined) return 0;
    const { items } = await connection.get<{ items: ConfigMap[] }>(
      CONFIG_MAPS,
      { labelSelector: `${LABEL_RESULT}=true` },
    );
    const old = items.filter(
      ({ metadata }) =>
        metadata.creationTimestamp !== undefined &&
        Date.parse(metadata.creationTimestamp) < Date.parse(before),
    );
    const runOf = ({ metadata }: ConfigMap) =>
      metadata.labels?.[LABEL_RUN] ?? '';
    const saved = await store.savedAndUnstarred(old.map(runOf));
    const gone = old.filter(one => saved.has(runOf(one)));
    for (const { metadata } of gone) {
      await connection.remove(`${CONFIG_MAPS}/${metadata.name}`);
    }
    return gone.length;
  }

  private async removeRuns(): Promise<number> {
    const { config, store, tracker } = this.options;
    const before = cutOff(config.runDays);
    if (before === undefined) return 0;
    const old = await store.oldRuns(before, config.keepRuns);
    // What the hub still has would be written down again.
    return store.removeRuns(old.filter(run => !tracker.hasWorkflow(run)));
  }

  private async removeLogs(): Promise<number> {
    const { config, store, tracker } = this.options;
    const before = cutOff(config.logDays);
    if (before === undefined) return 0;
    // Of those whose workflow is there the portal would look for logs again.
    const old = (await store.runsWithOldLogs(before)).filter(
      run => !tracker.hasWorkflow(run),
    );
    await store.removeLogs(old);
    return old.length;
  }
}
