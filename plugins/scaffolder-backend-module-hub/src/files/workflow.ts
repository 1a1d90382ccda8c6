import {
  ExperimentWorkflow,
  K6_SUMMARY_PARAMETER,
  ThresholdInput,
} from '@illm-lab/plugin-hub-common';
import { stringify } from 'yaml';
import { durationSeconds } from '../experiment/duration';
import { ExperimentInput } from '../experiment/types';
import { TARGET_PORT, TARGET_SERVICE } from './target';

/** Where an editor finds the schema of Argo's Workflow. */
export const WORKFLOW_SCHEMA =
  'https://raw.githubusercontent.com/argoproj/argo-workflows/v3.7.3/api/jsonschema/schema.json';

/** A run is given an hour, or twice the load when that is longer. */
const MIN_DEADLINE_SECONDS = 3600;

/** ConfigMap that a run's scripts come in, and where k6 finds them. */
const SCRIPTS = { configMap: 'k6-scripts', mountPath: '/scripts' };

const SUMMARY_PATH = '/tmp/summary.json';

/** The experiment's workflow: find the target, put load on it. */
export function workflow(input: ExperimentInput): ExperimentWorkflow {
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
      templates: [mainTemplate(), findTargetTemplate(), loadTemplate()],
      volumes: [{ name: 'scripts', configMap: { name: SCRIPTS.configMap } }],
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

function findTargetTemplate() {
  return {
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
  };
}

function loadTemplate() {
  return {
    name: 'load',
    inputs: { parameters: [{ name: 'target-url' }] },
    container: {
      image: 'grafana/k6:1.8.1',
      command: [
        'k6',
        'run',
        '--address=',
        // k6's newer summary does not have the thresholds.
        `--summary-export=${SUMMARY_PATH}`,
        `${SCRIPTS.mountPath}/load.js`,
      ],
      env: [
        { name: 'TARGET_URL', value: '{{inputs.parameters.target-url}}' },
        { name: 'VUS', value: '{{workflow.parameters.vus}}' },
        { name: 'DURATION', value: '{{workflow.parameters.duration}}' },
        { name: 'THRESHOLDS', value: '{{workflow.parameters.thresholds}}' },
      ],
      volumeMounts: [
        { name: 'scripts', mountPath: SCRIPTS.mountPath, readOnly: true },
      ],
    },
    outputs: {
      parameters: [
        {
          // Global, so that it outlives a crossed threshold, which fails the step.
          name: K6_SUMMARY_PARAMETER,
          globalName: K6_SUMMARY_PARAMETER,
          valueFrom: { path: SUMMARY_PATH, default: '' },
        },
      ],
    },
  };
}
