import { readFile } from 'node:fs/promises';
import { Kube } from '../kube';
import { StepError } from './error';

/** A setting of a step that works on another cluster; a StepError names it. */
export function remoteText(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) {
    throw new StepError(
      `${name} is not set. Set it in the template's env; docs/explanation/lifecycle.md says to what.`,
    );
  }
  return value;
}

/** The other cluster, by the mounted Secret `cluster-<role>`. */
export async function readRemote(
  env: NodeJS.ProcessEnv,
): Promise<{ kube: Kube; namespace: string }> {
  const file = remoteText(env, 'LAB_CLUSTER_KUBECONFIG');
  const namespace = remoteText(env, 'LAB_NAMESPACE');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new StepError(
      `LAB_CLUSTER_KUBECONFIG “${file}” can't be read (${
        (error as Error).message
      }). Mount the Secret cluster-<role> there.`,
    );
  }
  return { kube: Kube.fromKubeconfig(text), namespace };
}
