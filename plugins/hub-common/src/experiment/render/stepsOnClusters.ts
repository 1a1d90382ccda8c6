import { ClusterRole } from '../../constants';
import { ExperimentInput } from '../types';
import {
  k6Container,
  scriptsVolume,
  summaryOutput,
  SUMMARY_PATH,
  targetAnnotation,
} from './k6';
import { targetService } from './target';
import { writeYaml } from '../../write-yaml';

/** Image of the lab's own steps, which reach into the run's other clusters. */
const LAB_IMAGE = 'ghcr.io/illm-lab/lab:0.1.0';

const ADDRESS_PATH = '/tmp/address';

/** The way into another cluster, which the run's step register puts there. */
const access = (role: ClusterRole) => ({
  volume: { name: role, secret: { secretName: `cluster-${role}` } },
  mount: { name: role, mountPath: `/clusters/${role}`, readOnly: true },
  env: [
    {
      name: 'LAB_CLUSTER_KUBECONFIG',
      value: `/clusters/${role}/kubeconfig`,
    },
    { name: 'LAB_NAMESPACE', value: '{{workflow.namespace}}' },
  ],
});

/** The steps of a run on clusters of its own, as its orchestrator runs them. */
export function stepsOnClusters({ workload, load }: ExperimentInput) {
  const service = targetService(workload);
  const target = access('target');
  const loadgen = access('loadgen');
  const findTarget = service && {
    name: 'find-target',
    container: {
      image: LAB_IMAGE,
      command: ['lab', 'step', 'service-address'],
      env: [
        ...target.env,
        { name: 'LAB_SERVICE', value: service.name },
        { name: 'LAB_OUTPUT', value: ADDRESS_PATH },
      ],
      volumeMounts: [target.mount],
    },
    outputs: {
      parameters: [{ name: 'address', valueFrom: { path: ADDRESS_PATH } }],
    },
  };
  const putLoad = {
    name: 'load',
    inputs: { parameters: [{ name: 'target-url' }] },
    // k6 runs on the cluster for load; its log, exit status and summary are
    // those of this step.
    container: {
      image: LAB_IMAGE,
      command: ['lab', 'step', 'remote-pod'],
      env: [
        ...loadgen.env,
        { name: 'LAB_POD', value: 'k6' },
        { name: 'LAB_OUTPUT', value: SUMMARY_PATH },
        ...(service
          ? []
          : [
              {
                name: 'LAB_POD_ANNOTATIONS',
                value: JSON.stringify(targetAnnotation),
              },
            ]),
        {
          name: 'LAB_POD_SPEC',
          value: writeYaml({
            containers: [{ name: 'main', ...k6Container(load) }],
            volumes: [scriptsVolume],
          }),
        },
      ],
      volumeMounts: [loadgen.mount],
    },
    outputs: { parameters: [summaryOutput] },
  };
  return {
    templates: [...(findTarget ? [findTarget] : []), putLoad],
    volumes: [...(findTarget ? [target.volume] : []), loadgen.volume],
  };
}
