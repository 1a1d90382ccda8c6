import { type RunCluster } from '@illm-lab/plugin-hub-common';
import { type Status } from './phase';
import { duration } from './time';

const STATUS: Record<RunCluster['phase'], Status> = {
  Pending: { word: 'Waiting', tone: 'waiting' },
  Provisioning: { word: 'Being made', tone: 'running' },
  Ready: { word: 'Ready', tone: 'good' },
  Failed: { word: 'Failed', tone: 'bad' },
  Deleting: { word: 'Being removed', tone: 'running' },
  Removed: { word: 'Removed', tone: 'stopped' },
};

/** How a cluster of a run stands, in words. */
export const clusterStatus = ({ phase }: Pick<RunCluster, 'phase'>): Status =>
  STATUS[phase];

const count = (n: number) => `${n} ${n === 1 ? 'cluster' : 'clusters'}`;

/** How the clusters of a run stand together, as a sentence. */
export function clusterSentence(clusters: RunCluster[], now: number): string {
  const failed = clusters.filter(({ phase }) => phase === 'Failed');
  if (failed.length > 0) {
    return `${failed.map(({ role }) => role).join(', ')} could not be made`;
  }
  const parts = clusters.flatMap(({ timeline }) => timeline);
  const start = Math.min(
    ...clusters.map(({ createdAt }) => Date.parse(createdAt)),
  );
  const making = clusters.filter(
    ({ phase }) => phase === 'Pending' || phase === 'Provisioning',
  );
  if (making.length > 0) {
    return `${making.length} of ${count(
      clusters.length,
    )} being made, for ${duration(now - start)} so far`;
  }
  const ready = Math.max(
    ...parts.map(({ finishedAt, startedAt }) =>
      Date.parse(finishedAt ?? startedAt),
    ),
    start,
  );
  const made = `${count(clusters.length)} ready after ${duration(
    ready - start,
  )}`;
  if (clusters.every(({ phase }) => phase === 'Removed')) {
    return `${made}, and removed since`;
  }
  return made;
}
