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
  /** Where costs come from. */
  costs?: {
    opencost: { url: string };
    currency: string;
    /** When budgets are looked at. */
    budgetSchedule?: SchedulerServiceTaskScheduleDefinition;
  };
  /** The Talos API of machines, see config.schema.json. */
  talos: { file?: string; contexts: Record<string, string> };
  /** The portal's address, from `app.baseUrl`, without a slash at its end. */
  portalUrl: string;
}

const ENVIRONMENTS = ['local', 'kind', 'talos'] as const;

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
    costs: readCosts(hub.getOptionalConfig('costs')),
    talos: {
      file: hub.getOptionalString('talos.talosconfig'),
      contexts: hub.getOptional<Record<string, string>>('talos.contexts') ?? {},
    },
    portalUrl: root.getString('app.baseUrl').replace(/\/$/, ''),
  };
}

function readCosts(costs: Config | undefined): HubConfig['costs'] {
  const schedule = costs?.getOptionalConfig('budgetSchedule');
  return (
    costs && {
      opencost: { url: costs.getString('opencost.url').replace(/\/$/, '') },
      currency: costs.getString('currency'),
      ...(schedule && {
        budgetSchedule:
          readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule),
      }),
    }
  );
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
