import {
  EnvironmentVariable,
  ImageWorkload,
  Workload,
} from '../workload/shape';
import { toYaml } from './toYaml';

const KUBERNETES_SCHEMAS =
  'https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/v1.35.4-standalone-strict';

const APP = { 'app.kubernetes.io/name': 'target' };

/** Name of the Service of what the experiment deploys itself. */
const OWN_SERVICE = 'target';

/** Port that the lab's own server listens on. */
const LAB_PORT = 8080;

/** The lab's small HTTP server. */
const lab = {
  replicas: 1,
  port: LAB_PORT,
  container: {
    name: 'target',
    image: 'ghcr.io/illm-lab/target:0.1.0',
    command: ['lab-target'],
    ports: [{ name: 'http', containerPort: LAB_PORT }],
    readinessProbe: {
      httpGet: { path: '/healthz', port: 'http' },
      periodSeconds: 1,
    },
    resources: {
      requests: { cpu: '100m', memory: '32Mi' },
      limits: { memory: '128Mi' },
    },
  },
};

/** Where in a run's namespace the target is; undefined: it is elsewhere. */
export function targetService(workload: Workload) {
  switch (workload.kind) {
    case 'url':
      return undefined;
    case 'git':
      return {
        name: workload.service,
        port: workload.port,
        scheme: workload.scheme,
      };
    case 'image':
      return { name: OWN_SERVICE, port: workload.port, scheme: 'http' };
    default:
      return { name: OWN_SERVICE, port: LAB_PORT, scheme: 'http' };
  }
}

/** Manifests of what the experiment deploys itself, by file name. */
export function targetManifests(workload: Workload): Record<string, string> {
  if (workload.kind === 'url' || workload.kind === 'git') return {};
  const { replicas, port, container } =
    workload.kind === 'image' ? own(workload) : lab;
  return {
    'kustomization.yaml': toYaml(
      'https://json.schemastore.org/kustomization.json',
      {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: ['deployment.yaml', 'service.yaml'],
      },
    ),
    'deployment.yaml': toYaml(`${KUBERNETES_SCHEMAS}/deployment-apps-v1.json`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'target' },
      spec: {
        replicas,
        selector: { matchLabels: APP },
        template: {
          metadata: { labels: APP },
          spec: { containers: [container] },
        },
      },
    }),
    'service.yaml': toYaml(`${KUBERNETES_SCHEMAS}/service-v1.json`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: OWN_SERVICE },
      spec: {
        type: 'LoadBalancer',
        selector: APP,
        ports: [{ name: 'http', port, targetPort: 'http' }],
      },
    }),
  };
}

function own(workload: ImageWorkload) {
  const { image, port, command, args, env, replicas, requests } = workload;
  return {
    replicas,
    port,
    container: {
      name: 'target',
      image,
      ...(command.length > 0 && { command: command.map(literal) }),
      ...(args.length > 0 && { args: args.map(literal) }),
      ...(env.length > 0 && { env: env.map(variable) }),
      ports: [{ name: 'http', containerPort: port }],
      readinessProbe: {
        ...(workload.readinessPath
          ? { httpGet: { path: workload.readinessPath, port: 'http' } }
          : { tcpSocket: { port: 'http' } }),
        periodSeconds: 1,
      },
      resources: { requests },
    },
  };
}

function variable(one: EnvironmentVariable) {
  return 'value' in one
    ? { name: one.name, value: literal(one.value) }
    : {
        name: one.name,
        valueFrom: { secretKeyRef: { name: one.secret, key: one.key } },
      };
}

/** Kubernetes would replace `$(NAME)`; what was typed is to arrive. */
function literal(text: string): string {
  return /\$[$(]/.test(text) ? text.replace(/\$/g, '$$$$') : text;
}
