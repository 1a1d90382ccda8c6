import { ExperimentInput } from '../types';
import {
  k6Container,
  scriptsVolume,
  summaryOutput,
  targetAnnotation,
} from './k6';
import { targetService } from './target';
import { writeYaml } from '../../write-yaml';

/** The steps of a run in a namespace of the hub: all is in one cluster. */
export function stepsOnHub({ workload, load }: ExperimentInput) {
  const service = targetService(workload);
  return {
    templates: [
      ...(service ? [findTarget(service.name)] : []),
      {
        name: 'load',
        inputs: { parameters: [{ name: 'target-url' }] },
        ...(!service && { metadata: { annotations: targetAnnotation } }),
        container: k6Container(load),
        outputs: { parameters: [summaryOutput] },
      },
    ],
    volumes: [scriptsVolume],
  };
}

function findTarget(name: string) {
  return {
    name: 'find-target',
    resource: {
      action: 'get',
      manifest: writeYaml({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name },
      }),
    },
    outputs: {
      parameters: [
        {
          name: 'address',
          valueFrom: { jsonPath: '{.status.loadBalancer.ingress[0].ip}' },
        },
      ],
    },
  };
}
