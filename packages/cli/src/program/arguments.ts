import { Argument, InvalidArgumentError } from 'commander';

/** What the names of an argument are, for completion. */
export type NamesOf = 'experiments' | 'runs' | 'either';

const names = new WeakMap<Argument, NamesOf>();

/** What can stand at an argument; undefined when it is no name of ours. */
export const namesOf = (argument: Argument) => names.get(argument);

function named(flags: string, description: string, of: NamesOf): Argument {
  const argument = new Argument(flags, description);
  names.set(argument, of);
  return argument;
}

/** The name of an experiment. */
export const experimentArgument = (flags = '<name>') =>
  named(flags, 'name of the experiment', 'experiments');

/** The id of a run. */
export const runArgument = (flags = '<run>') =>
  named(flags, 'id of the run', 'runs');

/** Either of both. */
export const experimentOrRunArgument = () =>
  named('<name>', 'name of an experiment or id of a run', 'either');

/** A port as commander wants it checked. */
export const port = (text: string) => {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
};
