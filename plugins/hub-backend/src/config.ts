import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HubStatus } from '@illm-lab/plugin-hub-common';

/** Configuration of the hub, see config.schema.json. */
export interface HubConfig {
  environment: HubStatus['environment'];
  repository: string;
  cloneUrl: string;
  branch: string;
  kubeconfig?: string;
  argo: {
    url: string;
    token?: string;
    caFile?: string;
    insecureSkipTlsVerify: boolean;
  };
  /** Argo CD's API server; services can't be acted on without it. */
  argocd?: {
    url: string;
    token: string;
    caFile?: string;
    insecureSkipTlsVerify: boolean;
  };
  statusFile?: string;
  /** Runs of a team at a time, from `hub.runs.maxConcurrentPerTeam`. */
  maxConcurrentRuns: number;
  /** Where costs come from. */
  costs?: {
    opencost: { url: string; token?: string };
    currency: string;
    /** When budgets are looked at. */
    budgetSchedule?: SchedulerServiceTaskScheduleDefinition;
  };
  /** How long what runs leave is kept. */
  retention: RetentionConfig;
  /** The Talos API of machines, see config.schema.json. */
  talos: { file?: string; contexts: Record<string, string> };
  /** The portal's address, from `app.baseUrl`, without a slash at its end. */
  portalUrl: string;
}

/** Few computers at home bear more load tests at once, and no team reads more. */
const DEFAULT_CONCURRENT_RUNS = 10;

const ENVIRONMENTS = ['local', 'kind', 'talos'] as const;

/** How long what runs leave is kept, see config.schema.json. */
export interface RetentionConfig {
  /** Days after which a run goes with its result; 0 is never. */
  runDays: number;
  /** So many of each experiment's newest runs stay whatever their age. */
  keepRuns: number;
  /** Days after which the logs of a run go; 0 is never. */
  logDays: number;
  /** Days after which results go from the hub's etcd; 0 is never. */
  configMapDays: number;
  schedule?: SchedulerServiceTaskScheduleDefinition;
}

/** Reads the configuration; throws naming the key that is missing or wrong. */
export function readHubConfig(root: Config): HubConfig {
  const hub = root.getConfig('hub');
  const given = hub.getString('environment');
  const environment = ENVIRONMENTS.find(one => one === given);
  if (!environment) {
    throw new InputError(
      `hub.environment is “${given}”. Use ${ENVIRONMENTS.join(', ')}.`,
    );
  }
  return {
    environment,
    repository: hub.getString('repository').replace(/\/$/, ''),
    cloneUrl: hub.getString('cloneUrl'),
    branch: hub.getOptionalString('branch') ?? 'main',
    kubeconfig: hub.getOptionalString('kubeconfig'),
    argo: {
      url: hub.getString('argo.url').replace(/\/$/, ''),
      token: hub.getOptionalString('argo.token'),
      caFile: hub.getOptionalString('argo.caFile'),
      insecureSkipTlsVerify:
        hub.getOptionalBoolean('argo.insecureSkipTlsVerify') ?? false,
    },
    argocd: readArgocd(hub.getOptionalConfig('argocd')),
    statusFile: hub.getOptionalString('local.statusFile'),
    maxConcurrentRuns: readMaxConcurrentRuns(hub),
    retention: readRetention(hub.getOptionalConfig('retention')),
    costs: readCosts(hub.getOptionalConfig('costs')),
    talos: {
      file: hub.getOptionalString('talos.talosconfig'),
      contexts: hub.getOptional<Record<string, string>>('talos.contexts') ?? {},
    },
    portalUrl: root.getString('app.baseUrl').replace(/\/$/, ''),
  };
}

function readMaxConcurrentRuns(hub: Config): number {
  const key = 'runs.maxConcurrentPerTeam';
  const given = hub.getOptionalNumber(key) ?? DEFAULT_CONCURRENT_RUNS;
  if (!Number.isInteger(given) || given < 1) {
    throw new InputError(
      `hub.${key} is ${given}. Use a whole number from 1 on.`,
    );
  }
  return given;
}

function readCosts(costs: Config | undefined): HubConfig['costs'] {
  const schedule = costs?.getOptionalConfig('budgetSchedule');
  return (
    costs && {
      opencost: {
        url: costs.getString('opencost.url').replace(/\/$/, ''),
        token: costs.getOptionalString('opencost.token'),
      },
      currency: costs.getString('currency'),
      ...(schedule && {
        budgetSchedule:
          readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule),
      }),
    }
  );
}

function readRetention(retention: Config | undefined): RetentionConfig {
  const schedule = retention?.getOptionalConfig('schedule');
  const whole = (key: string, otherwise: number, least: number) => {
    const value = retention?.getOptionalNumber(key) ?? otherwise;
    if (!Number.isInteger(value) || value < least) {
      throw new InputError(
        `hub.retention.${key} is ${value}. Use a whole number from ${least} on.`,
      );
    }
    return value;
  };
  return {
    runDays: whole('runDays', 365, 0),
    // The next number of an experiment's runs is counted from its newest.
    keepRuns: whole('keepRuns', 20, 1),
    logDays: whole('logDays', 90, 0),
    configMapDays: whole('configMapDays', 7, 0),
    ...(schedule && {
      schedule: readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule),
    }),
  };
}

function readArgocd(argocd: Config | undefined): HubConfig['argocd'] {
  return (
    argocd && {
      url: argocd.getString('url').replace(/\/$/, ''),
      token: argocd.getString('token'),
      caFile: argocd.getOptionalString('caFile'),
      insecureSkipTlsVerify:
        argocd.getOptionalBoolean('insecureSkipTlsVerify') ?? false,
    }
  );
}
