import { ANNOTATION_INPUTS } from '../../constants';
import { ExperimentWorkflow } from '../../workflow-rules';
import { loadCurve } from '../load/curve';
import { ExperimentInput } from '../types';
import { PARAMETER_TARGET_URL } from '../workload/targetUrl';
import { inputsAnnotation, inputsOf } from './inputs';
import { stepsOnClusters } from './stepsOnClusters';
import { stepsOnHub } from './stepsOnHub';
import { targetService } from './target';

/** Where an editor finds the schema of Argo's Workflow. */
export const WORKFLOW_SCHEMA =
  'https://raw.githubusercontent.com/argoproj/argo-workflows/v3.7.18/api/jsonschema/schema.json';

/** A run is given an hour, or twice the load when that is longer. */
const MIN_DEADLINE_SECONDS = 3600;
/** How long an own script takes is not known. */
const FOLDER_DEADLINE_SECONDS = 24 * 3600;

/** The experiment's workflow: find the target, put load on it. */
export function workflow(input: ExperimentInput): ExperimentWorkflow {
  const { templates, volumes } =
    input.topology === 'hub' ? stepsOnHub(input) : stepsOnClusters(input);
  const inputs = inputsOf(input);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      name: input.name,
      ...(inputs.length > 0 && {
        annotations: { [ANNOTATION_INPUTS]: inputsAnnotation(inputs) },
      }),
    },
    spec: {
      entrypoint: 'main',
      activeDeadlineSeconds: deadline(input),
      ...(inputs.length > 0 && {
        arguments: {
          parameters: inputs.map(({ name, description, default: value }) => ({
            name,
            description,
            value,
          })),
        },
      }),
      templates: [mainTemplate(input), ...templates],
      volumes,
    },
  };
}

function deadline({ load }: ExperimentInput): number {
  return load.kind === 'folder'
    ? FOLDER_DEADLINE_SECONDS
    : Math.max(MIN_DEADLINE_SECONDS, Math.ceil(2 * loadCurve(load).seconds));
}

function mainTemplate(input: ExperimentInput) {
  const service = targetService(input.workload);
  return {
    name: 'main',
    steps: [
      ...(service ? [[{ name: 'find-target', template: 'find-target' }]] : []),
      [
        {
          name: 'load',
          template: 'load',
          arguments: {
            parameters: [{ name: 'target-url', value: targetUrl(input) }],
          },
        },
      ],
    ],
  };
}

/** Address of the target, known only while the workflow runs. */
function targetUrl({ workload, topology }: ExperimentInput): string {
  const service = targetService(workload);
  if (!service) return `{{workflow.parameters.${PARAMETER_TARGET_URL}}}`;
  const { name, port, scheme } = service;
  const address =
    workload.kind === 'git' && topology === 'hub'
      ? // Without an address of its own it has the name that the cluster gives it.
        `{{=steps['find-target'].outputs.parameters.address != '' ? steps['find-target'].outputs.parameters.address : '${name}'}}`
      : '{{steps.find-target.outputs.parameters.address}}';
  return `${scheme}://${address}:${port}`;
}
