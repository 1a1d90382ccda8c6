import { ANNOTATION_TARGET_URL, K6_SUMMARY_PARAMETER } from '../../constants';
import { scenarioInputs } from '../load/inputs';
import { Load } from '../load/shape';

/** ConfigMap that a run's k6 folder comes in, and where k6 finds it. */
const SCRIPTS = { configMap: 'k6-scripts', mountPath: '/scripts' };

/** Where the load leaves its summary. */
export const SUMMARY_PATH = '/tmp/summary.json';

/** Volume with a run's k6 folder. */
export const scriptsVolume = {
  name: 'scripts',
  configMap: { name: SCRIPTS.configMap },
};

/** What the pod says that puts load on what is there already. */
export const targetAnnotation = {
  [ANNOTATION_TARGET_URL]: '{{inputs.parameters.target-url}}',
};

/** The container that puts load on the input parameter `target-url`. */
export const k6Container = (load: Load) => ({
  image: 'grafana/k6:1.8.1',
  command: [
    'k6',
    'run',
    '--address=',
    // k6's newer summary does not have the thresholds.
    `--summary-export=${SUMMARY_PATH}`,
    `${SCRIPTS.mountPath}/${load.kind === 'folder' ? load.script : 'load.js'}`,
  ],
  env: [
    { name: 'TARGET_URL', value: '{{inputs.parameters.target-url}}' },
    ...scriptEnv(load),
  ],
  volumeMounts: [
    { name: 'scripts', mountPath: SCRIPTS.mountPath, readOnly: true },
  ],
});

/** What a written script reads; own scripts know their own options. */
function scriptEnv(load: Load) {
  if (load.kind === 'folder') return [];
  const inputs = load.scenarios.flatMap(scenario =>
    Object.values(scenarioInputs(scenario, load)),
  );
  return [
    ...inputs.map(({ input, env }) => ({
      name: env,
      value: `{{workflow.parameters.${input.name}}}`,
    })),
    { name: 'THRESHOLDS', value: '{{workflow.parameters.thresholds}}' },
  ];
}

/** The step's result. */
export const summaryOutput = {
  name: K6_SUMMARY_PARAMETER,
  // Global, so that it outlives a crossed threshold, which fails the step.
  globalName: K6_SUMMARY_PARAMETER,
  valueFrom: { path: SUMMARY_PATH, default: '' },
};
