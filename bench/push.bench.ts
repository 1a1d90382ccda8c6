import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ScratchExperiment } from '../e2e/support/experiments';
import { readObject, STATE } from '../e2e/support/hub';
import { push, writeFiles } from '../e2e/support/repository';
import { colourFiles, wavesExperiment } from '../e2e/support/wavesExperiment';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** What a push may take until its sync runs, in milliseconds. */
const WEBHOOK_MS = 5_000;
/** The same without webhook: two intervals of a minute, and some jitter. */
const POLLING_MS = 140_000;

interface Application {
  status?: {
    operationState?: { operation?: { sync?: { revision?: string } } };
  };
}

/** Milliseconds until Argo CD syncs a commit, and until the object is there. */
async function followed(name: string, commit: string, colour: string) {
  const start = Date.now();
  let syncing = 0;
  await expect
    .poll(
      () => {
        const { status } = readObject<Application>(
          ...['application', `${name}-target-definition`, '-n', 'argocd'],
        );
        if (status?.operationState?.operation?.sync?.revision === commit) {
          syncing ||= Date.now() - start;
        }
        const { data } = readObject<{ data: { colour: string } }>(
          ...['configmap', `${name}-target-settings`],
          ...['-n', 'experiment-definitions'],
        );
        return data.colour;
      },
      { timeout: 2 * POLLING_MS, intervals: [100] },
    )
    .toBe(colour);
  return { syncing, done: Date.now() - start };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** From `git push` to the hub, where nothing but definitions changes. */
test('push to sync', async () => {
  const name = `bench-${Date.now().toString(36)}`;
  const experiment = new ScratchExperiment(name);
  const slow: string[] = [];
  try {
    experiment.write(wavesExperiment(name));
    await expect
      .poll(
        () =>
          readObject<{ items: { metadata: { name: string } }[] }>(
            ...['configmaps', '-n', 'experiment-definitions'],
          ).items.map(({ metadata }) => metadata.name),
        { timeout: 60_000 },
      )
      .toContain(`${name}-target-settings`);
    for (let round = 1; round <= ROUNDS; round++) {
      experiment.write(colourFiles(`webhook-${round}`));
      const { commit } = experiment;
      const took = await followed(name, commit, `webhook-${round}`);
      console.log(
        `webhook, round ${round}: sync runs after ${seconds(
          took.syncing,
        )}, done after ${seconds(took.done)}`,
      );
      if (took.syncing > WEBHOOK_MS) slow.push(`round ${round}`);
    }
    // Another branch is announced, and then main is moved to it unannounced.
    const commit = push(
      'Without webhook',
      folder =>
        writeFiles(
          path.join(folder, 'experiments', name),
          colourFiles('unannounced'),
        ),
      name,
    );
    execFileSync('git', [
      ...['-C', path.join(STATE, 'forge', 'repository.git')],
      ...['update-ref', 'refs/heads/main', commit],
    ]);
    const took = await followed(name, commit, 'unannounced');
    console.log(
      `webhook lost: sync runs after ${seconds(
        took.syncing,
      )}, done after ${seconds(took.done)}`,
    );
    if (took.syncing > POLLING_MS) slow.push('webhook lost');
  } finally {
    experiment.remove();
  }
  expect(slow).toEqual([]);
});
