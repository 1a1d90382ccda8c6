import {
  experimentPaths,
  formatIssue,
  runNamespace,
  spellingIssue,
  twoSpellingsIn,
} from '@illm-lab/plugin-hub-common';
import { StepError } from './error';
import { StepInput } from './input';
import { ANNOTATION_PATHS, keyed } from './mountedPaths';
import { K6_SCRIPTS_CONFIG_MAP, runLabels } from './names';
import { Checkout } from './repository';

/** What a ConfigMap may hold. */
const LIMIT_BYTES = 1024 * 1024;
/** What its annotations may, where the paths of the files are. */
const LIMIT_PATHS_BYTES = 255 * 1024;

/** What k6 runs or imports. */
const SCRIPT = /\.[cm]?[jt]s$/;

/**
 * The ConfigMap with all files of the experiment's k6 folder, which its workflow
 * mounts; `undefined` when it has none. Where each belongs is in an annotation,
 * since a ConfigMap's keys have no folders.
 */
export async function k6Scripts(input: StepInput, checkout: Checkout) {
  const folder = experimentPaths(input.experiment).k6Folder;
  const paths = await checkout.list(folder);
  if (paths.length === 0) {
    return undefined;
  }
  const data: Record<string, string> = {};
  const binaryData: Record<string, string> = {};
  let size = 0;
  const places = keyed(paths);
  const placesText = JSON.stringify(places);
  if (Buffer.byteLength(placesText) > LIMIT_PATHS_BYTES) {
    throw new StepError(
      `${folder} has ${paths.length} files, whose paths together are too long for a ConfigMap. Put data that belongs together into one file.`,
    );
  }
  for (const { key, path } of places) {
    const bytes =
      (await checkout.readBytes(`${folder}/${path}`)) ?? Buffer.alloc(0);
    size += bytes.length;
    const text = bytes.toString('utf8');
    if (Buffer.from(text).equals(bytes)) data[key] = text;
    else binaryData[key] = bytes.toString('base64');
    if (SCRIPT.test(path)) checkScript(`${folder}/${path}`, text);
  }
  if (size > LIMIT_BYTES) {
    throw new StepError(
      `The files in ${folder} have ${Math.ceil(
        size / 1024,
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
      annotations: { [ANNOTATION_PATHS]: placesText },
    },
    data,
    binaryData,
  };
}

/** Refuses thresholds of which k6 would drop some without a word. */
function checkScript(file: string, text: string) {
  const twice = twoSpellingsIn(text);
  if (twice) {
    throw new StepError(formatIssue({ path: file, ...spellingIssue(twice) }));
  }
}
