import { INPUT_TYPES, InputDeclaration, InputType, RunInput } from './types';
import { checkValue } from './check-value';
import { thresholdsFromJson } from './k6-thresholds';

/** From the narrowest: `5` is a whole number before it is a number. */
const GUESSES: InputType[] = INPUT_TYPES.filter(type => type !== 'string');

const named = (type: InputType): RunInput => ({
  name: '',
  required: false,
  type,
});

/**
 * What the default of a parameter without annotation tells about it. It picks
 * the editor and gives hints; it never refuses a value.
 */
export function inferInput(value?: string): InputDeclaration {
  const type =
    value === undefined || value.trim() === ''
      ? 'string'
      : GUESSES.find(guess => !checkValue(named(guess), value)) ?? 'string';
  if (type === 'json') {
    return {
      type,
      multiline: true,
      ...(thresholdsFromJson(value!)?.length && { format: 'k6-thresholds' }),
    };
  }
  return { type, ...(value?.includes('\n') && { multiline: true }) };
}
