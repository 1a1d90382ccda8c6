import { ClusterRole } from './constants';

/** Characters of a run id's random end. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const SUFFIX_LENGTH = 5;

/**
 * A new run id, `<experiment>-<5 characters>`. The caller must still see to it
 * that it is unique: 60 million ends are few enough to meet twice one day.
 *
 * @param random - gives numbers in [0, 1), for tests
 */
export function newRunId(experiment: string, random = Math.random): string {
  const end = Array.from(
    { length: SUFFIX_LENGTH },
    () => ALPHABET[Math.floor(random() * ALPHABET.length)],
  ).join('');
  return `${experiment}-${end}`;
}

/** Whether a text can be a run's id. */
export function isRunId(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9][-a-z0-9]*-[a-z0-9]{5}$/.test(text);
}

/** Namespace of a run's own objects. */
export const runNamespace = (run: string) => run;
/** Name of the parent Workflow, in namespace `experiments`. */
export const parentWorkflowName = (run: string) => run;
/** Name of the child Workflow, in the run's own namespace. */
export const childWorkflowName = (run: string) => run;
/** Name of the ConfigMap that holds the result, in namespace `experiments`. */
export const resultConfigMapName = (run: string) => `${run}-result`;
/** Name of a run's own cluster. */
export const clusterName = (run: string, role: ClusterRole) => `${run}-${role}`;
/** Name of the Secret with the way into it, in the run's namespace on the hub. */
export const kubeconfigSecretName = (run: string, role: ClusterRole) =>
  `${clusterName(run, role)}-kubeconfig`;
/** Name of a run's Application, in Argo CD's namespace. */
export const applicationName = (run: string, role: ClusterRole) =>
  `${run}-${role}`;
