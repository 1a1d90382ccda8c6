import {
  DefinitionsProgress,
  NAMESPACE_ARGOCD,
} from '@illm-lab/plugin-hub-common';
import { KubeObject } from '../kube/types';

/** An Argo CD Application, as far as it tells how a folder was taken up. */
export interface DefinitionApplication extends KubeObject {
  status?: {
    reconciledAt?: string;
    sync?: { status?: string };
    conditions?: { type: string; message?: string }[];
    operationState?: { phase?: string; message?: string };
  };
}

/** How the names of Applications of definitions end. */
const DEFINITION = '-definition';

/** API path of Argo CD's Applications on the hub. */
export const APPLICATIONS_PATH = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE_ARGOCD}/applications`;

/**
 * How far Argo CD is with what a pull request removes: it is done when no
 * Application of the experiment's definitions is left.
 */
export function removalProgress(
  mergedAt: string | undefined,
  applications: DefinitionApplication[],
): DefinitionsProgress {
  if (mergedAt === undefined) {
    return { state: 'waiting', message: 'Argo CD waits for the merge.' };
  }
  return applications.some(({ metadata }) =>
    metadata.name?.endsWith(DEFINITION),
  )
    ? { state: 'waiting', message: 'Argo CD removes them.' }
    : { state: 'synced', message: 'Argo CD has none of them any more.' };
}

/** Name that the ApplicationSet `experiment-definitions` gives to a folder. */
export const definitionName = (experiment: string, role: string) =>
  `${experiment}-${role}${DEFINITION}`;

/**
 * How far Argo CD is with the folders that a pull request changed. An
 * Application counts only once it was compared with the repository after the
 * merge; before that its state is that of the commit before.
 *
 * @param roles - folders `<role>/argocd` of the experiment that were changed
 * @param mergedAt - time of the merge; undefined while there was none
 */
export function definitionsProgress(
  experiment: string,
  roles: string[],
  mergedAt: string | undefined,
  applications: DefinitionApplication[],
): DefinitionsProgress {
  if (roles.length === 0) {
    return { state: 'none', message: 'Nothing for Argo CD to take up.' };
  }
  if (mergedAt === undefined) {
    return { state: 'waiting', message: 'Argo CD waits for the merge.' };
  }
  const parts = roles.map(role =>
    one(
      applications.find(
        ({ metadata }) => metadata.name === definitionName(experiment, role),
      ),
      role,
      mergedAt,
    ),
  );
  return (
    parts.find(({ state }) => state === 'failed') ??
    parts.find(({ state }) => state === 'waiting') ??
    parts[0]
  );
}

function one(
  application: DefinitionApplication | undefined,
  role: string,
  mergedAt: string,
): DefinitionsProgress {
  if (!application) {
    return {
      state: 'waiting',
      message: `Argo CD has not seen the folder ${role} yet.`,
    };
  }
  const { name } = application.metadata;
  const { status = {} } = application;
  const fault = status.conditions?.find(({ type }) => type.endsWith('Error'));
  const phase = status.operationState?.phase;
  if (fault || phase === 'Failed' || phase === 'Error') {
    const why = fault?.message ?? status.operationState?.message;
    return {
      state: 'failed',
      message: `Argo CD could not take up ${name}: ${why ?? 'no reason given'}`,
    };
  }
  const isSynced = status.sync?.status === 'Synced';
  const compared = Date.parse(status.reconciledAt ?? '');
  return isSynced && compared >= Date.parse(mergedAt)
    ? { state: 'synced', message: 'Argo CD has taken up the definitions.' }
    : { state: 'waiting', message: `Argo CD is taking up ${name}.` };
}
