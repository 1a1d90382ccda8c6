import { expect, test } from '@playwright/test';
import { nothingRemains } from '../support/clusters';
import { ScratchExperiment } from '../support/experiments';
import { runEnd, startRun } from '../support/runs';

/** A Deployment whose pod never starts: no hub has its image. */
const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: target }
spec:
  selector: { matchLabels: { app: target } }
  template:
    metadata: { labels: { app: target } }
    spec:
      containers:
        - name: target
          image: example.org/no-such-image:1
          command: [lab-target]
`;

test('a target whose image is not there fails the run in its time', async ({
  request,
}) => {
  const experiment = new ScratchExperiment(`image-${Date.now().toString(36)}`);
  try {
    experiment.copy('http-baseline', {
      'target/argocd/deployment.yaml': DEPLOYMENT,
    });
    await experiment.inCatalog(request);
    const { id } = await startRun(request, {}, undefined, experiment.name);
    const run = await runEnd(request, id, 540_000);
    expect(run).toMatchObject({ phase: 'Failed', verdict: 'error' });
    expect(run.message).toMatch(
      new RegExp(`Waited 180 s for Application ${id}-target .*no-such-image`),
    );
    await nothingRemains(id);
  } finally {
    experiment.remove();
  }
});
