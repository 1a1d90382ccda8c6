import { Issue } from '@illm-lab/plugin-hub-common';

/**
 * What on its way to a run's steps would be taken for something else: `{{…}}` is
 * filled in by Argo, `$$` and `$(…)` by Kubernetes, and what Go does not hold for
 * printable is escaped by Argo in a way that is no JSON.
 */
const TAKEN_AWRY =
  /[${]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|[\u{10000}-\u{10ffff}]/gu;

/** Linux takes no more in one environment variable: 128 KiB, with name and end. */
const LIMIT_BYTES = 128 * 1024 - 'LAB_PARAMETERS='.length - 1;

/** Both halves of a sign beyond the first 65,536, as JSON has it. */
const escaped = (sign: string) =>
  sign
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A run's inputs as the JSON text that reaches its steps sign by sign. */
export const inputsText = (parameters: Record<string, string>): string =>
  // The first sign is the object's own bracket; all others are in texts.
  `{${JSON.stringify(parameters).slice(1).replace(TAKEN_AWRY, escaped)}`;

/** What is wrong when a run's inputs together are too long; undefined when not. */
export function checkInputsText(
  parameters: Record<string, string>,
): Issue | undefined {
  const bytes = Buffer.byteLength(inputsText(parameters));
  if (bytes <= LIMIT_BYTES) return undefined;
  const [longest] = Object.entries(parameters).sort(
    ([, a], [, b]) => b.length - a.length,
  )[0];
  const kib = (count: number) => Math.floor(count / 1024);
  return {
    path: `parameters.${longest}`,
    message: `The inputs have ${kib(
      bytes,
    )} KiB together, ${longest} most of it, and at most ${kib(
      LIMIT_BYTES,
    )} KiB reach a run’s steps.`,
    remedy:
      'Put what is long into a file of the experiment, such as one in its folder workflow/k6.',
  };
}
