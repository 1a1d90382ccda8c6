import { durationSeconds } from '../../duration';
import { checkValue, LOAD_INPUTS } from '../../inputs';
import { Issue } from '../../issue';
import { wholeNumber } from '../issues';
import { ScenarioInput, scenarioInputs } from './inputs';
import { isRamp, isRate, Scenario } from './shape';

/** Virtual users that make an arrival rate, unless somebody says how many. */
export const DEFAULT_MAX_VUS = 50;
const VUS = { min: 1, max: LOAD_INPUTS.vus.maximum };
const LONGEST_SECONDS = LOAD_INPUTS.duration.maximum;
const MAX_SCENARIOS = 10;
const NAME = /^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$/;

/** Checks the scenarios of a load. */
export function checkScenarios(scenarios: Scenario[]): Issue[] {
  const path = 'load.scenarios';
  if (scenarios.length === 0 || scenarios.length > MAX_SCENARIOS) {
    return [
      {
        path,
        message: `There are ${scenarios.length} scenarios.`,
        remedy: `Have one at least, and at most ${MAX_SCENARIOS}.`,
      },
    ];
  }
  const names = scenarios.map(({ name }) => name);
  return scenarios.flatMap((scenario, index) => {
    const at = (field: string) => `${path}[${index}].${field}`;
    const { name, ramp, start, maxVUs } = scenario;
    const { peak, duration } = scenarioInputs(scenario, { scenarios });
    return [
      ...checkName(at('name'), name, names.indexOf(name) < index),
      ...checkInput(at('peak'), peak),
      ...checkInput(at('duration'), duration),
      ...(isRamp(scenario) ? checkTime(at('ramp'), ramp ?? '') : []),
      ...(start === undefined ? [] : checkTime(at('start'), start)),
      ...(maxVUs === undefined || !isRate(scenario)
        ? []
        : wholeNumber(at('maxVUs'), maxVUs, VUS)),
    ];
  });
}

/** What may be typed here may be typed for a run. */
function checkInput(path: string, { input }: ScenarioInput): Issue[] {
  const wrong = checkValue(input, input.default ?? '');
  return wrong ? [{ path, ...wrong }] : [];
}

/** A time that may be none. */
function checkTime(path: string, text: string): Issue[] {
  const seconds = durationSeconds(text);
  return seconds >= 0 && seconds <= LONGEST_SECONDS
    ? []
    : [
        {
          path,
          message: `“${text}” is no duration of at most a day.`,
          remedy: 'Give a time such as 0s, 30s or 1m30s.',
        },
      ];
}

function checkName(path: string, name: string, isTaken: boolean): Issue[] {
  if (!NAME.test(name)) {
    return [
      {
        path,
        message: `“${name}” is no name of a scenario.`,
        remedy:
          'Use at most 30 small letters, digits and hyphens; start with a letter.',
      },
    ];
  }
  return isTaken
    ? [
        {
          path,
          message: `Two scenarios are called ${name}.`,
          remedy: 'Rename one of the two.',
        },
      ]
    : [];
}
