import {
  type CostBudgets,
  type CostCenter,
  type CostReport,
  type Experiment,
  type ExperimentFacts,
  type NodePage,
  type PullRequest,
  type ServiceList,
  type SourceStatus,
  type Team,
  noRuns,
} from '@illm-lab/plugin-hub-common';
import { aRun } from './fixtures';

/** A source that answers. */
export const wellSource = (name: string): SourceStatus => ({
  name,
  connected: true,
  lastGoodAt: '2026-11-23T12:03:00Z',
});

/** A source that does not answer any more. */
export const lostSource = (name: string): SourceStatus => ({
  ...wellSource(name),
  connected: false,
  reason: 'connection refused',
});

export const web: Team = {
  name: 'web',
  entityRef: 'group:default/web',
  title: 'Web',
  description: 'Owns the web front ends.',
  costCenters: ['group:default/cc-200'],
  members: ['user:default/grace'],
  experiments: ['http-baseline'],
  runs: { ...noRuns(), total: 14, passed: 12, failed: 1, running: 1 },
};

export const platform: Team = {
  ...web,
  name: 'platform',
  entityRef: 'group:default/platform',
  title: 'Platform',
  costCenters: ['group:default/cc-100'],
  members: ['user:default/ada'],
  experiments: [],
  runs: noRuns(),
};

export const cc200: CostCenter = {
  name: 'cc-200',
  entityRef: 'group:default/cc-200',
  title: 'CC-200 Product',
  description: null,
  teams: ['group:default/web'],
  experiments: ['http-baseline'],
  runs: web.runs,
};

export const cc100: CostCenter = {
  ...cc200,
  name: 'cc-100',
  entityRef: 'group:default/cc-100',
  title: 'CC-100 Lab operations',
  teams: ['group:default/platform'],
  experiments: [],
  runs: noRuns(),
};

export const budgets: CostBudgets = {
  period: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
  asOf: '2026-11-23T12:00:00Z',
  currency: 'EUR',
  items: [
    {
      costCenter: 'group:default/cc-200',
      name: 'cc-200',
      title: 'CC-200 Product',
      budget: 40,
      spent: 32,
      projected: 42,
      state: 'at-risk',
    },
    {
      costCenter: 'group:default/cc-100',
      name: 'cc-100',
      title: 'CC-100 Lab operations',
      budget: 10,
      spent: 1.5,
      projected: 2,
      state: 'within',
    },
  ],
  source: wellSource('OpenCost'),
};

/** A report by one label or several; the values are given with their cost. */
export function aReport(
  items: { values: Record<string, string>; total: number }[],
  more: Partial<CostReport> = {},
): CostReport {
  const parts = {
    cpu: 0,
    memory: 0,
    storage: 0,
    network: 0,
    loadBalancer: 0,
    idle: 0,
  };
  return {
    window: { from: '2026-10-24T00:00:00Z', to: '2026-11-23T12:00:00Z' },
    aggregate: Object.keys(items[0]?.values ?? {}),
    currency: 'EUR',
    idleMode: 'separate',
    total: items.reduce((sum, { total }) => sum + total, 0),
    idle: 0,
    unallocated: 0,
    items: items.map(({ values, total }) => ({
      key: Object.values(values).join('/'),
      name: Object.values(values).join('/'),
      values,
      cost: { ...parts, cpu: total, total },
    })),
    assets: 0,
    source: wellSource('OpenCost'),
    ...more,
  };
}

export const httpBaseline: Experiment = {
  name: 'http-baseline',
  entityRef: 'component:default/http-baseline',
  title: 'HTTP baseline',
  description: 'How fast?',
  owner: 'group:default/web',
  lastRun: aRun(),
};

export const httpFacts: ExperimentFacts = {
  experiment: 'http-baseline',
  clusters: [
    { entityRef: 'resource:default/http-baseline-target', role: 'target' },
  ],
  runs: { ...noRuns(), total: 42, passed: 40, failed: 2 },
  trend: [180, 187, 231].map((p95, index) => ({
    run: `http-baseline-${index}`,
    number: 40 + index,
    at: '2026-11-23T12:00:00Z',
    p95,
    verdict: 'passed' as const,
  })),
};

export const pullTwelve: PullRequest = {
  number: 12,
  title: 'Add grpc-latency',
  url: 'http://localhost:7008/illm/lab/pull/12',
  author: 'Ada Lovelace',
  createdAt: '2026-11-23T11:00:00Z',
  updatedAt: '2026-11-23T11:00:00Z',
  draft: false,
  checks: 'passed',
  experiments: ['http-baseline'],
  claims: [],
};

/** One node that has little room left. */
export const nodePage = {
  items: [
    {
      cluster: 'hub',
      name: 'n100',
      health: 'attention',
      sentence: 'Disk at /var is 91 % full.',
    },
  ],
  total: 1,
  clusters: [
    {
      cluster: 'hub',
      title: 'Hub',
      health: 'attention',
      sentence: '',
      nodes: 2,
      unwell: 1,
      pods: 11,
      source: wellSource('Kubernetes'),
    },
  ],
  source: wellSource('Kubernetes'),
} as unknown as NodePage;

/** Two services, one of which differs from Git. */
export const serviceList = {
  items: [
    { name: 'argocd', state: 'healthy', sentence: 'All well.' },
    {
      name: 'openbao',
      state: 'outOfSync',
      sentence: 'Differs from Git since 10:12: field replicas, by kubectl.',
    },
  ],
  waves: [],
  source: wellSource('Argo CD'),
} as unknown as ServiceList;
