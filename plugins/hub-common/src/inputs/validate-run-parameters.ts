import { Issue } from '../issue';
import { ruleWords } from '../words';
import { checkValue } from './check-value';
import { inputTitle, RunInput } from './types';

/**
 * Checks the values given for a run against its inputs.
 *
 * @returns issues with path `parameters.<name>`; none when the run may start
 */
export function validateRunParameters(
  inputs: RunInput[],
  given: Record<string, string>,
): Issue[] {
  const known = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(given)
    .filter(name => !known.has(name))
    .map(name => ({
      path: `parameters.${name}`,
      message: `The experiment has no input “${name}”.`,
      remedy: known.size
        ? `Its inputs are ${[...known].join(', ')}.`
        : 'It takes no inputs.',
    }));
  return [
    ...unknown,
    ...inputs.flatMap(input => {
      const found = checkInput(input, given[input.name]);
      return found ? [{ path: `parameters.${input.name}`, ...found }] : [];
    }),
  ];
}

/** What keeps a run from starting with this value of an input. */
function checkInput(input: RunInput, value?: string) {
  if (value === undefined) {
    return input.required
      ? ruleWords({
          keyword: 'required',
          title: inputTitle(input),
          schema: input,
        })
      : undefined;
  }
  // Of a guess only Argo's own rule, the list of values, is a reason to refuse.
  return input.inferred && !input.enum ? undefined : checkValue(input, value);
}

/**
 * What is unusual about a value whose type is only guessed from the default: a
 * hint for the person who types, no reason to refuse.
 */
export function adviseInput(
  input: RunInput,
  value: string,
): Pick<Issue, 'message' | 'remedy'> | undefined {
  if (!input.inferred || input.enum) return undefined;
  const found = checkValue(input, value);
  return (
    found && {
      message: found.message,
      remedy: `The default is ${input.default}; the experiment may take it all the same.`,
    }
  );
}
