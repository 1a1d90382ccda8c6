import { ComponentSpec, httpProbe } from '../../supervisor';
import { at, binaryComponent, HubContext } from './context';

/** Name of the executor's image; the node agent's table maps it to argoexec. */
const EXECUTOR_IMAGE = 'quay.io/argoproj/argoexec';

function workflowController(context: HubContext): ComponentSpec {
  const health = at('http', context.layout.ports.workflowHealth);
  return binaryComponent(context, {
    name: 'workflow-controller',
    binary: 'workflow-controller',
    address: health,
    dependsOn: ['workflow-definitions'],
    args: () => [
      `--kubeconfig=${context.credentials.kubeconfig('workflow-controller')}`,
      '--namespace=argo',
      // Both are of one module, so of one version.
      `--executor-image=${EXECUTOR_IMAGE}:${context.versionOf(
        'workflow-controller',
      )}`,
      '--qps=200',
      '--burst=400',
    ],
    env: {
      LEADER_ELECTION_DISABLE: 'true',
      // Ten seconds by default, which every step of a workflow would wait.
      DEFAULT_REQUEUE_TIME: '200ms',
      // Its watch of its settings ends with a restart of the API server, and
      // then spins on the closed channel. The hub's settings do not change.
      WATCH_CONTROLLER_SEMAPHORE_CONFIGMAPS: 'false',
      // The lab's build of the controller reads it; Argo's own has no choice.
      LAB_HEALTH_PORT: `${context.layout.ports.workflowHealth}`,
    },
    ready: httpProbe({ url: `${health}/healthz` }),
  });
}

function argoServer(context: HubContext): ComponentSpec {
  const { argoServer: port } = context.layout.ports;
  const { kubeconfig, secrets } = context.credentials;
  const address = at('http', port);
  return binaryComponent(context, {
    name: 'argo-server',
    binary: 'argo',
    address,
    dependsOn: ['workflow-definitions'],
    args: [
      'server',
      `--kubeconfig=${kubeconfig('argo-server')}`,
      '--namespace=argo',
      '--auth-mode=client',
      // On loopback; who may ask is decided by each request's token.
      '--secure=false',
      `--port=${port}`,
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ],
    // For each request it reads the address and the authority from here, and
    // takes the caller's token instead of the one that is in it.
    env: { KUBECONFIG: kubeconfig('argo-server') },
    ready: httpProbe({
      url: `${address}/api/v1/version`,
      headers: { authorization: `Bearer ${secrets.portalToken}` },
    }),
  });
}

/** Argo Workflows. */
export const workflows = (context: HubContext): ComponentSpec[] => [
  workflowController(context),
  argoServer(context),
];
