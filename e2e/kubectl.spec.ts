import { expect, test } from '@playwright/test';
import { kubectl, readObject } from './support/hub';
import { portsOpenOn, processesWith } from './support/processes';
import { runEnd, stageRuns, startRun } from './support/runs';

interface Pod {
  metadata: { name: string };
  status: {
    podIP: string;
    containerStatuses?: { name: string; state: { running?: object } }[];
  };
}

interface CronWorkflow {
  spec: { workflowSpec: { templates: { container: object }[] } };
}

const podsOf = (run: string) =>
  readObject<{ items: Pod[] }>('pods', '-n', run).items;

/** Where a pod's processes listen where pods share the host's network. */
const loopbackOf = ({ status }: Pod) => status.podIP.replace(/^10\./, '127.');

/** What only this pod's processes have: their address, as the agent sets it. */
const environmentOf = (pod: Pod) =>
  [pod.status.podIP, loopbackOf(pod)].map(ip => `LAB_POD_IP=${ip}\0`);

interface Service {
  status: { loadBalancer: { ingress: { ip: string }[] } };
}

/** Where a run listens: its pods, and its target's Service. */
function addressesOf(run: string): string[] {
  const { status } = readObject<Service>('service', 'target', '-n', run);
  const balancer = status.loadBalancer.ingress.map(({ ip }) => ip);
  return [...podsOf(run).map(loopbackOf), ...balancer];
}

/** Name of the pod in which k6 runs, once its container does. */
async function loadPod(run: string): Promise<string> {
  let name: string | undefined;
  await expect
    .poll(
      () => {
        name = podsOf(run).find(
          ({ metadata, status }) =>
            metadata.name.includes('-load-') &&
            status.containerStatuses?.some(
              one => one.name === 'main' && one.state.running,
            ),
        )?.metadata.name;
        return name;
      },
      { timeout: 60_000, intervals: [250] },
    )
    .toBeTruthy();
  return name as string;
}

/** Ends a workflow as `argo terminate` does, its exit handler left out. */
const terminate = (namespace: string, name: string) =>
  kubectl([
    ...['patch', 'workflow', name, '-n', namespace, '--type=merge'],
    ...['--patch', '{"spec":{"shutdown":"Terminate"}}'],
  ]);

/** Starts the sweeper's own workflow now, with no period of grace. */
function sweepNow() {
  const { spec } = readObject<CronWorkflow>(
    ...['cronworkflow', 'sweeper', '-n', 'experiments'],
  );
  const [template] = spec.workflowSpec.templates;
  Object.assign(template.container, {
    env: [{ name: 'LAB_SWEEP_GRACE', value: '0' }],
  });
  kubectl(
    ['create', '-f', '-'],
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: { generateName: 'sweep-now-', namespace: 'experiments' },
      spec: spec.workflowSpec,
    }),
  );
}

test('kubectl works on a running step, terminate ends it, the sweeper leaves nothing', async ({
  request,
}) => {
  const { id } = await startRun(request, { duration: '10m' });
  await stageRuns(request, id, 'experiment');
  const pod = await loadPod(id);
  const main = ['-n', id, pod, '-c', 'main'];

  await expect
    .poll(() => kubectl(['logs', '--tail=5', ...main]), { timeout: 20_000 })
    .toContain('running');
  expect(kubectl(['exec', ...main, '--', 'k6', 'version'])).toContain('k6 v');
  kubectl(['wait', '-n', id, '--for=condition=Ready', `pod/${pod}`]);

  const traces = [id, ...podsOf(id).flatMap(environmentOf)];
  expect(processesWith(traces)).toContain('k6');
  expect(processesWith(traces)).toContain('lab-target');

  const addresses = addressesOf(id);
  expect(addresses.flatMap(portsOpenOn)).toContain(8080);

  terminate('experiments', id);
  terminate(id, id);
  await expect
    .poll(() => processesWith(traces), { timeout: 2_000, intervals: [100] })
    .not.toContain('k6');
  expect((await runEnd(request, id)).phase).not.toBe('Succeeded');

  sweepNow();
  await expect
    .poll(
      () => kubectl(['get', 'namespaces,applications', '-A', '-o', 'name']),
      { timeout: 90_000, intervals: [1_000] },
    )
    .not.toContain(id);
  await expect
    .poll(() => processesWith(traces), { timeout: 15_000 })
    .toEqual([]);
  expect(addresses.flatMap(portsOpenOn)).toEqual([]);
});
