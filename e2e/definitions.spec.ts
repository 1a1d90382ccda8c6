import { expect, test } from '@playwright/test';
import { ScratchExperiment } from './support/experiments';
import { kubectl, readObject } from './support/hub';
import { apiAs } from './support/portal';
import { readRun, runEnd, stageRuns, startRun } from './support/runs';
import { colourFiles, wavesExperiment } from './support/wavesExperiment';

interface Dated {
  metadata: { creationTimestamp: string };
}

/** Colour of a ConfigMap; undefined while there is none. */
const colourOf = (namespace: string, name: string) =>
  kubectl([
    ...['get', 'configmap', name, '-n', namespace, '--ignore-not-found'],
    '-o=jsonpath={.data.colour}',
  ]) || undefined;

const namesOf = (...what: string[]) =>
  kubectl(['get', ...what, '-o', 'name'])
    .split('\n')
    .filter(Boolean);

test('a merge starts nothing; a run keeps its commit and its waves wait', async ({
  request,
}) => {
  const name = `waves-${Date.now().toString(36)}`;
  const experiment = new ScratchExperiment(name);
  const definition = `${name}-target-settings`;
  const definitions = 'experiment-definitions';
  try {
    await test.step('merge', async () => {
      experiment.write(wavesExperiment(name));
      await expect
        .poll(() => colourOf(definitions, definition), { timeout: 60_000 })
        .toBe('blue');
      await experiment.inCatalog(request);
      const ofIt = ['-A', '-l', `illm.lab/experiment=${name}`];
      expect(namesOf('workflows', ...ofIt)).toEqual([]);
      expect(
        namesOf('pods', '-n', definitions).filter(pod => pod.includes(name)),
      ).toEqual([]);
    });
    const merged = experiment.commit;

    const { id } = await startRun(request, {}, undefined, name, {});
    await stageRuns(request, id, 'experiment');

    await test.step('waves', async () => {
      const job = readObject<{ status: { completionTime: string } }>(
        ...['job', 'prepare', '-n', id],
      );
      const settings = readObject<Dated>('configmap', 'settings', '-n', id);
      expect(
        Date.parse(settings.metadata.creationTimestamp),
      ).toBeGreaterThanOrEqual(Date.parse(job.status.completionTime));
    });

    await test.step('main moves on', async () => {
      experiment.write(colourFiles('red'));
      await expect
        .poll(() => colourOf(definitions, definition), { timeout: 60_000 })
        .toBe('red');
      // Have Argo CD look at the run's Application once more, too.
      const application = ['application', `${id}-target`, '-n', 'argocd'];
      kubectl([
        ...['annotate', ...application, '--overwrite'],
        'argocd.argoproj.io/refresh=normal',
      ]);
      await expect
        .poll(
          () =>
            readObject<{ metadata: { annotations?: object } }>(...application)
              .metadata.annotations ?? {},
        )
        .not.toHaveProperty(['argocd.argoproj.io/refresh']);
      expect(readObject(...application)).toMatchObject({
        spec: { source: { targetRevision: merged } },
        status: { sync: { status: 'Synced', revision: merged } },
      });
      expect(colourOf(id, 'settings')).toBe('blue');
      expect(JSON.stringify(readObject('workflow', id, '-n', id))).toContain(
        'echo blue',
      );
      expect(await readRun(request, id)).toMatchObject({ commit: merged });
    });

    const api = await apiAs(request, 'grace');
    expect((await api.post(`/runs/${id}/stop`)).ok()).toBe(true);
    expect((await runEnd(request, id)).phase).toBe('Stopped');
  } finally {
    experiment.remove();
  }
});
