import { During, Series } from './openMetrics';

const GIB = 1024 ** 3;

/** A node as OpenCost writes it down. */
export interface NodeHistory extends During {
  name: string;
  cores: number;
  gib: number;
}

/** A pod as OpenCost and the node agent write it down. */
export interface PodHistory extends During {
  namespace: string;
  pod: string;
  uid: string;
  labels?: Record<string, string>;
  requests: { cores: number; gib: number };
  usage: { cores: number; gib: number };
}

const labelNames = (labels: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [
      `label_${name.replace(/[^a-zA-Z0-9_]/g, '_')}`,
      value,
    ]),
  );

/** What Prometheus would have of a node. */
export function nodeSeries(
  { name, cores, gib, from, to }: NodeHistory,
  prices: { perCoreHour: number; perGibHour: number },
): Series[] {
  const during = { from, to };
  const priced = {
    instance: name,
    node: name,
    instance_type: 'local',
    provider_id: `illm-lab://${name}`,
  };
  const gauge = (
    metric: string,
    labels: Record<string, string>,
    value: number,
  ) => ({
    ...during,
    metric,
    labels,
    value,
  });
  const total = cores * prices.perCoreHour + gib * prices.perGibHour;
  return [
    gauge('node_total_hourly_cost', priced, total),
    gauge('node_cpu_hourly_cost', priced, prices.perCoreHour),
    gauge('node_ram_hourly_cost', priced, prices.perGibHour),
    gauge('node_gpu_hourly_cost', priced, 0),
    gauge('node_gpu_count', priced, 0),
    gauge('kubecost_node_is_spot', priced, 0),
    ...['capacity', 'allocatable'].flatMap(kind => [
      gauge(`kube_node_status_${kind}_cpu_cores`, { node: name }, cores),
      gauge(`kube_node_status_${kind}_memory_bytes`, { node: name }, gib * GIB),
    ]),
  ];
}

/** What Prometheus would have of a namespace's labels. */
export const namespaceSeries = (
  namespace: string,
  labels: Record<string, string>,
  during: During,
): Series => ({
  ...during,
  metric: 'kube_namespace_labels',
  labels: { namespace, ...labelNames(labels) },
  value: 1,
});

/** What Prometheus would have of a pod with one container. */
export function podSeries(pod: PodHistory, node: string): Series[] {
  const { namespace, uid, requests, usage, from, to } = pod;
  const of = { namespace, pod: pod.pod, container: 'main' };
  const series = (
    metric: string,
    labels: Record<string, string>,
    value: number,
  ) => ({ from, to, metric, labels, value });
  const onNode = { ...of, node, instance: node };
  const request = (resource: string, unit: string, value: number) =>
    series(
      'kube_pod_container_resource_requests',
      { ...of, node, uid, resource, unit },
      value,
    );
  return [
    series('kube_pod_container_status_running', { ...of, uid }, 1),
    series(
      'kube_pod_labels',
      { namespace, pod: pod.pod, uid, ...labelNames(pod.labels ?? {}) },
      1,
    ),
    request('cpu', 'core', requests.cores),
    request('memory', 'byte', requests.gib * GIB),
    // OpenCost writes down itself what it takes a container to have.
    series(
      'container_cpu_allocation',
      onNode,
      Math.max(requests.cores, usage.cores),
    ),
    series(
      'container_memory_allocation_bytes',
      onNode,
      Math.max(requests.gib, usage.gib) * GIB,
    ),
    series(
      'container_cpu_usage_seconds_total',
      { ...of, instance: node },
      usage.cores,
    ),
    series(
      'container_memory_working_set_bytes',
      { ...of, instance: node },
      usage.gib * GIB,
    ),
  ];
}
