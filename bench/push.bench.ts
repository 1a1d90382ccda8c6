import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ScratchExperiment } from '../e2e/support/experiments';
import { STATE } from '../e2e/support/hub';
import { push, writeFiles } from '../e2e/support/repository';
import { colourFiles, wavesExperiment } from '../e2e/support/wavesExperiment';
import { ApiServer } from './hub/ApiServer';

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

const APPLICATIONS =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
const CONFIG_MAPS = '/api/v1/namespaces/experiment-definitions/configmaps';

/** Milliseconds until Argo CD syncs a commit, and until the object is there. */
async function followed(
  api: ApiServer,
  { name, commit }: ScratchExperiment,
  colour: string,
) {
  const start = Date.now();
  let syncing = 0;
  await expect
    .poll(
      async () => {
        const application = await api.read<Application>(
          `${APPLICATIONS}/${name}-target-definition`,
        );
        const operation = application?.status?.operationState?.operation;
        if (operation?.sync?.revision === commit) {
          syncing ||= Date.now() - start;
        }
        const settings = await api.read<{ data: { colour: string } }>(
          `${CONFIG_MAPS}/${name}-target-settings`,
        );
        return settings?.data.colour;
      },
      { timeout: 2 * POLLING_MS, intervals: [50] },
    )
    .toBe(colour);
  return { syncing, done: Date.now() - start };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** From `git push` to the hub, where nothing but definitions changes. */
test('push to sync', async () => {
  const name = `bench-${Date.now().toString(36)}`;
  const experiment = new ScratchExperiment(name);
  const api = new ApiServer(path.join(STATE, 'kube', 'admin.kubeconfig'));
  const slow: string[] = [];
  try {
    experiment.write(wavesExperiment(name));
    await followed(api, experiment, 'blue');
    for (let round = 1; round <= ROUNDS; round++) {
      experiment.write(colourFiles(`webhook-${round}`));
      const took = await followed(api, experiment, `webhook-${round}`);
      console.log(
        `webhook, round ${round}: sync runs after ${seconds(
          took.syncing,
        )}, done after ${seconds(took.done)}`,
      );
      if (took.syncing > WEBHOOK_MS) slow.push(`round ${round}`);
    }
    // Another branch is announced, and then main is moved to it unannounced.
    experiment.commit = push(
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
      ...['update-ref', 'refs/heads/main', experiment.commit],
    ]);
    const took = await followed(api, experiment, 'unannounced');
    console.log(
      `webhook lost: sync runs after ${seconds(
        took.syncing,
      )}, done after ${seconds(took.done)}`,
    );
    if (took.syncing > POLLING_MS) slow.push('webhook lost');
  } finally {
    experiment.remove();
    api.close();
  }
  expect(slow).toEqual([]);
});
