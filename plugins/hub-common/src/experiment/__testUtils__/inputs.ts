import { ExperimentRequest } from '../checkInput';
import { DEFAULT_LOAD } from '../load';

/** An experiment on the lab's own server, as the wizard begins. */
export const labExperiment: ExperimentRequest = {
  name: 'demo',
  description: 'How fast the shop answers',
  owner: 'group:default/web',
  project: 'shop',
  environment: 'dev',
  costCenter: 'group:default/cc-200',
  topology: 'hub',
  workload: { kind: 'lab' },
  load: DEFAULT_LOAD,
  thresholds: [
    { metric: 'http_req_duration', expression: 'p(95)<200' },
    { metric: 'checks', expression: 'rate>0.99' },
  ],
};

/** One experiment of each kind of workload, with as much of a load as there is. */
export const experiments: Record<string, ExperimentRequest> = {
  lab: labExperiment,
  image: {
    ...labExperiment,
    workload: {
      kind: 'image',
      image: 'ghcr.io/acme/shop:1.4.2',
      port: 3000,
      command: ['/shop', '--greeting=it’s $(HOSTNAME)'],
      env: [
        { name: 'LOG_LEVEL', value: 'warn' },
        { name: 'DATABASE_URL', secret: 'orders', key: 'url' },
      ],
      replicas: 2,
      requests: { cpu: '250m', memory: '64Mi' },
      readinessPath: '/healthz',
    },
    load: {
      ...DEFAULT_LOAD,
      method: 'POST',
      path: '/api/orders?dry=1',
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'X-Note', value: "${'not'} `a` \\template" },
      ],
      body: '{\n  "item": "tea",\n  "count": 2\n}\n',
      checks: [
        { kind: 'status', value: 409 },
        { kind: 'contains', value: '"dry":true' },
        { kind: 'within', value: 500 },
      ],
      scenarios: [
        {
          name: 'steady',
          executor: 'constant-arrival-rate',
          peak: 20,
          duration: '30s',
          maxVUs: 40,
        },
        {
          name: 'lunch',
          executor: 'ramping-vus',
          peak: 10,
          duration: '1m',
          ramp: '15s',
          start: '10s',
        },
      ],
    },
  },
  git: {
    ...labExperiment,
    workload: {
      kind: 'git',
      repository: 'https://github.com/acme/shop.git',
      revision: 'main',
      path: 'deploy/chart',
      helm: true,
      values: '# small\nreplicaCount: 1\nservice: { type: LoadBalancer }\n',
      service: 'shop',
      port: 80,
      scheme: 'http',
    },
  },
  url: {
    ...labExperiment,
    workload: { kind: 'url', url: 'https://shop.example.org/base' },
  },
  'url-clusters': {
    ...labExperiment,
    topology: 'clusters',
    workload: { kind: 'url', url: 'https://shop.example.org' },
  },
  'git-clusters': {
    ...labExperiment,
    topology: 'clusters',
    workload: {
      kind: 'git',
      repository: 'https://charts.example.org',
      revision: '6.9.0',
      chart: 'podinfo',
      service: 'podinfo',
      port: 9898,
    },
  },
  folder: {
    ...labExperiment,
    load: {
      kind: 'folder',
      script: 'src/my load.js',
      files: [
        {
          path: 'src/my load.js',
          content:
            "import data from './data.js';\nexport default () => data;\n",
          encoding: 'utf8',
        },
        {
          path: 'src/data.js',
          content: 'export default [1];\n',
          encoding: 'utf8',
        },
        { path: 'data/photo.png', content: 'iVBORw0KGgo=', encoding: 'base64' },
      ],
    },
  },
};
