import { stringify } from 'yaml';
import { k6Container, scriptsVolume, summaryOutput } from './k6';
import { TARGET_SERVICE } from './target';

/** The steps of a run in a namespace of the hub: all is in one cluster. */
export const stepsOnHub = {
  templates: [
    {
      name: 'find-target',
      resource: {
        action: 'get',
        manifest: stringify({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: TARGET_SERVICE },
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
    },
    {
      name: 'load',
      inputs: { parameters: [{ name: 'target-url' }] },
      container: k6Container,
      outputs: { parameters: [summaryOutput] },
    },
  ],
  volumes: [scriptsVolume],
};
