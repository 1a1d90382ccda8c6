/** Marks all that the benchmark makes. */
export const LABEL = 'illm.lab/bench';
/** KWOK plays the kubelet of nodes with this annotation. */
export const KWOK_ANNOTATION = 'kwok.x-k8s.io/node';
/** Namespace of the pods. */
export const NAMESPACE = 'bench-hub';

const labels = { [LABEL]: 'nodes' };
const KIB_PER_GIB = 1024 ** 2;

export const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: NAMESPACE, labels },
};

/** A node that only KWOK's pods are put on. */
export const node = (index: number) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: `bench-${index}`,
    labels: { ...labels, 'node-role.kubernetes.io/worker': '' },
    annotations: { [KWOK_ANNOTATION]: 'fake' },
  },
  spec: {
    taints: [{ key: KWOK_ANNOTATION, value: 'fake', effect: 'NoSchedule' }],
  },
  status: {
    capacity: { cpu: '8', memory: `${32 * KIB_PER_GIB}Ki`, pods: '110' },
    allocatable: { cpu: '7900m', memory: `${30 * KIB_PER_GIB}Ki`, pods: '110' },
  },
});

/** A pod of some size, on one of so many nodes. */
export const pod = (index: number, nodes: number) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `bench-${index}`, namespace: NAMESPACE, labels },
  spec: {
    nodeName: `bench-${index % nodes}`,
    tolerations: [{ operator: 'Exists' }],
    // Nobody runs it, so it needs no token; real pods are larger than that.
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'main',
        image: 'registry.example.com/bench:1',
        command: ['sleep', 'infinity'],
        env: Array.from({ length: 20 }, (_, i) => ({
          name: `SETTING_${i}`,
          value: 'x'.repeat(60),
        })),
        resources: { requests: { cpu: '100m', memory: '128Mi' } },
      },
    ],
  },
});
