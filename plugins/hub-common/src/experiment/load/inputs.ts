import { LOAD_INPUTS, RunInput } from '../../inputs';
import { isRate, RequestLoad, Scenario } from './shape';

/** One thing of a scenario that a run may be given otherwise. */
export type ScenarioInput = {
  /** As the run's input. */
  input: RunInput;
  /** Environment variable by which the script gets it. */
  env: string;
};

/** How many requests a second a scenario starts at its top. */
const RATE: RunInput = {
  name: 'rate',
  title: 'Requests per second',
  description: 'Requests started a second at the top of the load',
  type: 'integer',
  minimum: 1,
  maximum: 10_000,
  unit: '/s',
  required: false,
};

/**
 * The inputs of a scenario: how much at its top, and how long. One scenario has
 * them by their bare names, several each by its own.
 */
export function scenarioInputs(
  scenario: Scenario,
  { scenarios }: Pick<RequestLoad, 'scenarios'>,
): { peak: ScenarioInput; duration: ScenarioInput } {
  const named = (input: RunInput, value: string): ScenarioInput => {
    const alone = scenarios.length === 1;
    const name = alone ? input.name : `${scenario.name}-${input.name}`;
    const title = alone ? input.title : `${input.title}, ${scenario.name}`;
    return {
      input: { ...input, name, title, default: value },
      env: name.toUpperCase().replace(/-/g, '_'),
    };
  };
  return {
    peak: named(
      isRate(scenario) ? RATE : LOAD_INPUTS.vus,
      String(scenario.peak),
    ),
    duration: named(LOAD_INPUTS.duration, scenario.duration),
  };
}
