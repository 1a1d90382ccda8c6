import {
  ExperimentWorkflow,
  ThresholdInput,
} from '@illm-lab/plugin-hub-common';
import { durationSeconds } from '../experiment/duration';
import { ExperimentInput } from '../experiment/types';
import { stepsOnClusters } from './stepsOnClusters';
import { stepsOnHub } from './stepsOnHub';
import { TARGET_PORT } from './target';

/** Where an editor finds the schema of Argo's Workflow. */
export const WORKFLOW_SCHEMA =
  'https://raw.githubusercontent.com/argoproj/argo-workflows/v3.7.18/api/jsonschema/schema.json';

/** A run is given an hour, or twice the load when that is longer. */
const MIN_DEADLINE_SECONDS = 3600;

/** The experiment's workflow: find the target, put load on it. */
export function workflow(input: ExperimentInput): ExperimentWorkflow {
  const { templates, volumes } =
    input.topology === 'hub' ? stepsOnHub : stepsOnClusters;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name: input.name },
    spec: {
      entrypoint: 'main',
      activeDeadlineSeconds: Math.max(
        MIN_DEADLINE_SECONDS,
        Math.ceil(2 * durationSeconds(input.duration)),
      ),
      arguments: { parameters: parameters(input) },
      templates: [mainTemplate(), ...templates],
      volumes,
    },
  };
}

function parameters(input: ExperimentInput) {
  return [
    {
      name: 'vus',
      description: 'Virtual users at the top of the load',
      value: String(input.virtualUsers),
    },
    {
      name: 'duration',
      description: 'Time at the top of the load, such as 8s or 2m',
      value: input.duration,
    },
    {
      name: 'thresholds',
      description:
        "What must hold for the run to pass, as JSON of k6's option thresholds",
      value: JSON.stringify(byMetric(input.thresholds)),
    },
  ];
}

/** Threshold rows as k6's option: expressions by metric, in the rows' order. */
function byMetric(thresholds: ThresholdInput[]): Record<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { metric, expression } of thresholds) {
    grouped.set(metric, [...(grouped.get(metric) ?? []), expression]);
  }
  return Object.fromEntries(grouped);
}

function mainTemplate() {
  return {
    name: 'main',
    steps: [
      [{ name: 'find-target', template: 'find-target' }],
      [
        {
          name: 'load',
          template: 'load',
          arguments: {
            parameters: [
              {
                name: 'target-url',
                value: `http://{{steps.find-target.outputs.parameters.address}}:${TARGET_PORT}`,
              },
            ],
          },
        },
      ],
    ],
  };
}
