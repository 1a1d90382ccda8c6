import { K6_SUMMARY_PARAMETER } from '@illm-lab/plugin-hub-common';

/** ConfigMap that a run's scripts come in, and where k6 finds them. */
const SCRIPTS = { configMap: 'k6-scripts', mountPath: '/scripts' };

/** Where the load leaves its summary. */
export const SUMMARY_PATH = '/tmp/summary.json';

/** Volume with a run's k6 scripts. */
export const scriptsVolume = {
  name: 'scripts',
  configMap: { name: SCRIPTS.configMap },
};

/** The container that puts load on the input parameter `target-url`. */
export const k6Container = {
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
};

/** The step's result. */
export const summaryOutput = {
  name: K6_SUMMARY_PARAMETER,
  // Global, so that it outlives a crossed threshold, which fails the step.
  globalName: K6_SUMMARY_PARAMETER,
  valueFrom: { path: SUMMARY_PATH, default: '' },
};
