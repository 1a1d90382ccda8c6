import { experimentPaths, runNamespace } from '@illm-lab/plugin-hub-common';
import { StepError } from './error';
import { StepInput } from './input';
import { K6_SCRIPTS_CONFIG_MAP, runLabels } from './names';
import { Checkout } from './repository';

/** What a ConfigMap may hold. */
const LIMIT_BYTES = 1024 * 1024;

/**
 * The ConfigMap with the experiment's k6 scripts, which its workflow mounts;
 * `undefined` when it has none.
 */
export async function k6Scripts(input: StepInput, checkout: Checkout) {
  const folder = experimentPaths(input.experiment).k6Folder;
  const names = (await checkout.list(folder)).filter(name =>
    name.endsWith('.js'),
  );
  if (names.length === 0) {
    return undefined;
  }
  const data: Record<string, string> = {};
  for (const name of names) {
    data[name] = (await checkout.read(`${folder}/${name}`)) ?? '';
  }
  const bytes = Object.values(data).reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  if (bytes > LIMIT_BYTES) {
    throw new StepError(
      `The scripts in ${folder} have ${Math.ceil(
        bytes / 1024,
      )} KiB together; at most ${
        LIMIT_BYTES / 1024
      } KiB fit into a ConfigMap. Make them smaller.`,
    );
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: K6_SCRIPTS_CONFIG_MAP,
      namespace: runNamespace(input.run),
      labels: runLabels(input),
    },
    data,
  };
}
