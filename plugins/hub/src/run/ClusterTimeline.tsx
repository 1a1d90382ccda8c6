import { type RunCluster } from '@illm-lab/plugin-hub-common';
import { StatusIcon } from '../components/StatusTag';
import { Duration } from '../components/Time';
import { clusterSentence, clusterStatus } from '../format/clusters';
import { useNow } from '../state/useNow';
import styles from './clusters.module.css';

/** Where a span of time lies on the common scale, in percent. */
function place(
  { start, end }: { start: number; end: number },
  scale: { start: number; end: number },
) {
  const length = Math.max(scale.end - scale.start, 1);
  const left = ((start - scale.start) / length) * 100;
  return {
    insetInlineStart: `${Math.min(Math.max(left, 0), 100)}%`,
    inlineSize: `${Math.min(((end - start) / length) * 100, 100 - left)}%`,
  };
}

/** The clusters of a run side by side: how each came to be, on one scale of time. */
export const ClusterTimeline = ({ clusters }: { clusters: RunCluster[] }) => {
  const open = clusters.some(
    ({ removedAt, timeline, phase }) =>
      !removedAt &&
      phase !== 'Failed' &&
      (timeline.length === 0 || timeline.some(part => !part.finishedAt)),
  );
  const now = useNow(1_000, open);
  const times = clusters.flatMap(({ createdAt, timeline }) => [
    Date.parse(createdAt),
    ...timeline.flatMap(({ startedAt, finishedAt }) => [
      Date.parse(startedAt),
      finishedAt ? Date.parse(finishedAt) : now,
    ]),
  ]);
  const scale = { start: Math.min(...times), end: Math.max(...times) };
  return (
    <section className={styles.clusters} aria-labelledby="run-clusters">
      <h3 id="run-clusters">{clusterSentence(clusters, now)}</h3>
      <ul>
        {clusters.map(cluster => {
          const { tone, word } = clusterStatus(cluster);
          return (
            <li key={cluster.name}>
              <p className={styles.name}>
                <StatusIcon tone={tone} />
                <strong>{cluster.role}</strong>
                <span>
                  {word} · {cluster.provider}
                </span>
              </p>
              <ol className={styles.parts}>
                {cluster.timeline.map(part => (
                  <li key={part.name}>
                    <span className={styles.part}>
                      {part.title} ·{' '}
                      <Duration
                        startedAt={part.startedAt}
                        finishedAt={part.finishedAt ?? cluster.removedAt}
                      />
                    </span>
                    <span className={styles.track} aria-hidden="true">
                      <span
                        className={styles.bar}
                        data-open={!part.finishedAt || undefined}
                        style={place(
                          {
                            start: Date.parse(part.startedAt),
                            end: part.finishedAt
                              ? Date.parse(part.finishedAt)
                              : now,
                          },
                          scale,
                        )}
                      />
                    </span>
                  </li>
                ))}
              </ol>
              {cluster.message && (
                <p className={styles.message}>{cluster.message}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
