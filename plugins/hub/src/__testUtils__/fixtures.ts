import {
  runState,
  type HubStatus,
  type Result,
  type Run,
  type Stage,
} from '@illm-lab/plugin-hub-common';

/** A step that went well; what differs is given. */
export function aStage(given: Partial<Stage> & { name: string }): Stage {
  return {
    id: `node-${given.name}`,
    phase: 'Succeeded',
    message: null,
    exitCode: 0,
    startedAt: '2026-11-23T12:00:00Z',
    finishedAt: '2026-11-23T12:00:40Z',
    hasLogs: true,
    children: [],
    ...given,
  };
}

/** A run that passed; what differs is given. */
export function aRun(given: Partial<Run> = {}): Run {
  const { phase = 'Succeeded', verdict = 'passed' } = given;
  return {
    id: 'http-baseline-abc12',
    number: 42,
    experiment: 'http-baseline',
    state: runState({ phase, verdict }),
    phase,
    verdict,
    partial: false,
    stoppedBy: null,
    starredBy: null,
    message: 'All 2 thresholds held',
    createdAt: '2026-11-23T12:00:00Z',
    startedAt: '2026-11-23T12:00:00Z',
    finishedAt: '2026-11-23T12:01:12Z',
    requestedBy: 'user:default/ada',
    commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
    parameters: { vus: '10', note: '' },
    kept: false,
    url: 'http://localhost:7007/runs/http-baseline-abc12',
    ...given,
  };
}

/** A run whose load crossed a threshold. */
export const failedRun = aRun({
  phase: 'Failed',
  verdict: 'failed',
  message:
    'Response time, 95th percentile, was 231 ms: 31.4 ms (15.7 %) above the limit of 200 ms',
  stages: [
    aStage({ name: 'provision' }),
    aStage({
      name: 'experiment',
      phase: 'Failed',
      exitCode: 1,
      children: [
        aStage({ name: 'target-url', hasLogs: false }),
        aStage({
          name: 'load',
          phase: 'Failed',
          exitCode: 99,
          message: 'thresholds on metrics http_req_duration have been crossed',
        }),
      ],
    }),
    aStage({ name: 'clean-up' }),
  ],
});

/** A run whose load is at work. */
export const runningRun = aRun({
  phase: 'Running',
  verdict: null,
  message: null,
  finishedAt: null,
  stages: [
    aStage({ name: 'provision' }),
    aStage({
      name: 'experiment',
      phase: 'Running',
      exitCode: null,
      finishedAt: null,
      children: [
        aStage({
          name: 'load',
          phase: 'Running',
          exitCode: null,
          finishedAt: null,
        }),
      ],
    }),
  ],
});

/** The measurements of {@link failedRun}. */
export const failedResult: Result = {
  verdict: 'failed',
  message:
    'Response time, 95th percentile, was 231 ms: 31.4 ms (15.7 %) above the limit of 200 ms',
  thresholds: [
    {
      metric: 'http_req_duration',
      expression: 'p(95)<200',
      passed: false,
      limit: 200,
      value: 231.4,
      margin: -0.157,
      unit: 'ms',
    },
    {
      metric: 'http_req_failed',
      expression: 'rate<0.01',
      passed: true,
      limit: 0.01,
      value: 0.0021,
      margin: 0.79,
      unit: 'ratio',
    },
  ],
  metrics: [
    {
      name: 'http_req_duration',
      type: 'trend',
      unit: 'ms',
      values: { 'p(95)': 231.4, max: 912.34, avg: 87.123 },
    },
    {
      name: 'data_received',
      type: 'counter',
      unit: 'bytes',
      values: { count: 123456789, rate: 4115226 },
    },
  ],
  summaries: {},
  hostCpu: { mean: 0.71, max: 0.97, samples: 30 },
  collectedAt: '2026-11-23T12:01:00Z',
};

/** A hub that works; what differs is given. */
export function aStatus(given: Partial<HubStatus> = {}): HubStatus {
  return {
    environment: 'local',
    state: 'ready',
    concerns: [],
    kubernetesVersion: 'v1.35.4',
    podsRunnable: true,
    components: [
      { name: 'forge', ready: true },
      { name: 'workflow-controller', ready: true },
    ],
    tools: [],
    sources: [],
    ...given,
  };
}
