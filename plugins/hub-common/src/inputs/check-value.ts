import { durationSeconds } from '../duration';
import { Issue } from '../issue';
import { ruleWords } from '../words';
import { jsonProblem } from './json-problem';
import { checkThresholds } from './k6-thresholds';
import { inputTitle, RunInput } from './types';

type Words = Pick<Issue, 'message' | 'remedy'>;

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

const bare = (value: string) => (NUMBER.test(value) ? Number(value) : value);

/**
 * What a text breaks of an input's definition; undefined when it fits. This is
 * the only check of a run's inputs: wizard, Run dialog, command line, actions,
 * API and the check of an experiment's folder all use it.
 */
export function checkValue(input: RunInput, value: string): Words | undefined {
  const broken = (keyword: string, params?: Record<string, unknown>) =>
    ruleWords({
      keyword,
      params,
      title: inputTitle(input),
      value: ['minimum', 'maximum'].includes(keyword) ? bare(value) : value,
      schema: input,
    });
  if (input.enum) {
    return input.enum.includes(value)
      ? undefined
      : broken('enum', { allowedValues: input.enum });
  }
  const { type, minimum, maximum, pattern } = input;
  switch (type) {
    case 'integer':
    case 'number':
    case 'duration': {
      const figure = figureOf(type, value);
      if (Number.isNaN(figure)) {
        return type === 'duration'
          ? broken('duration')
          : broken('type', { type });
      }
      if (minimum !== undefined && figure < minimum) {
        return broken('minimum', { limit: minimum });
      }
      return maximum !== undefined && figure > maximum
        ? broken('maximum', { limit: maximum })
        : undefined;
    }
    case 'boolean':
      return value === 'true' || value === 'false'
        ? undefined
        : broken('type', { type });
    case 'json': {
      const problem = jsonProblem(value);
      if (problem) return broken('json', problem);
      return input.format === 'k6-thresholds'
        ? checkThresholds(JSON.parse(value))
        : undefined;
    }
    default:
      return pattern && !new RegExp(`^(?:${pattern})$`, 'u').test(value)
        ? broken('pattern')
        : undefined;
  }
}

function figureOf(type: 'integer' | 'number' | 'duration', text: string) {
  if (type === 'duration') return durationSeconds(text);
  return (type === 'integer' ? INTEGER : NUMBER).test(text)
    ? Number(text)
    : NaN;
}
