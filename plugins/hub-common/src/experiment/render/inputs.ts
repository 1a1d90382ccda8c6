import { LOAD_INPUTS, RunInput, thresholdsToJson } from '../../inputs';
import { scenarioInputs } from '../load/inputs';
import { ExperimentInput } from '../types';
import { PARAMETER_TARGET_URL } from '../workload/targetUrl';
import { writeYaml } from '../../write-yaml';

const TARGET: RunInput = {
  name: PARAMETER_TARGET_URL,
  title: 'Target',
  description: 'Address that load is put on, from http:// or https:// on',
  type: 'string',
  pattern: 'https?://.+',
  required: false,
};

/** The inputs of a run of an experiment, in the order in which they are asked. */
export function inputsOf({
  workload,
  load,
  thresholds,
}: ExperimentInput): RunInput[] {
  return [
    ...(workload.kind === 'url' ? [{ ...TARGET, default: workload.url }] : []),
    ...(load.kind === 'request'
      ? [
          ...load.scenarios
            .flatMap(one => Object.values(scenarioInputs(one, load)))
            .map(({ input }) => input),
          { ...LOAD_INPUTS.thresholds, default: thresholdsToJson(thresholds) },
        ]
      : []),
  ];
}

/** What the inputs are beside what Argo has fields for, as the annotation has it. */
export const inputsAnnotation = (inputs: RunInput[]): string =>
  writeYaml(
    Object.fromEntries(
      inputs.map(
        ({ name, default: _, description: __, required: ___, ...declared }) => [
          name,
          declared,
        ],
      ),
    ),
    { singleQuote: true },
  );
