import { toYaml } from './toYaml';

const KUBERNETES_SCHEMAS =
  'https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/v1.35.4-standalone-strict';

const APP = { 'app.kubernetes.io/name': 'target' };

/** Port that the target listens on, and its Service answers on. */
export const TARGET_PORT = 8080;

/** Name of the target's Service, by which the load finds its address. */
export const TARGET_SERVICE = 'target';

/** Manifests of the target: the lab's small HTTP server, by file name. */
export function targetManifests(): Record<string, string> {
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
        replicas: 1,
        selector: { matchLabels: APP },
        template: {
          metadata: { labels: APP },
          spec: { containers: [targetContainer()] },
        },
      },
    }),
    'service.yaml': toYaml(`${KUBERNETES_SCHEMAS}/service-v1.json`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: TARGET_SERVICE },
      spec: {
        type: 'LoadBalancer',
        selector: APP,
        ports: [{ name: 'http', port: TARGET_PORT, targetPort: 'http' }],
      },
    }),
  };
}

function targetContainer() {
  return {
    name: 'target',
    image: 'ghcr.io/illm-lab/target:0.1.0',
    command: ['lab-target'],
    ports: [{ name: 'http', containerPort: TARGET_PORT }],
    readinessProbe: {
      httpGet: { path: '/healthz', port: 'http' },
      periodSeconds: 1,
    },
    resources: {
      requests: { cpu: '100m', memory: '32Mi' },
      limits: { memory: '128Mi' },
    },
  };
}
