import {
  ANNOTATION_INPUTS,
  durationSeconds,
  ExperimentWorkflow,
  LOAD_INPUTS,
  RunInput,
  thresholdsToJson,
} from '@illm-lab/plugin-hub-common';
import { stringify } from 'yaml';
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
    metadata: {
      name: input.name,
      annotations: { [ANNOTATION_INPUTS]: inputsAnnotation() },
    },
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

/** The values that the wizard was given are the defaults of the run's inputs. */
function parameters({ virtualUsers, duration, thresholds }: ExperimentInput) {
  const values = {
    vus: String(virtualUsers),
    duration,
    thresholds: thresholdsToJson(thresholds),
  };
  return Object.values(LOAD_INPUTS).map(({ name, description }) => ({
    name,
    description,
    value: values[name],
  }));
}

/** What the inputs are, beside what Argo has fields for. */
function inputsAnnotation(): string {
  const declarations = Object.values<RunInput>(LOAD_INPUTS).map(
    ({ name, description: _, required: __, ...declaration }) => [
      name,
      declaration,
    ],
  );
  return stringify(Object.fromEntries(declarations));
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
