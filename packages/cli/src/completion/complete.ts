import { Argument, Command, Option } from 'commander';
import { namesOf, NamesOf } from '../program/arguments';
import { Terminal } from '../terminal';
import { inputNames, personNames, thingNames } from './names';

/** Something that can stand at the word that is being typed. */
export interface Candidate {
  word: string;
  what: string;
}

/**
 * `lab complete`: candidates for the last of these words, from the definitions
 * of the commands and the names that the hub has. It says nothing where it knows
 * nothing, and never fails: a shell asks at each press of a key.
 */
export async function complete(
  lab: Command,
  words: string[],
  terminal: Terminal,
): Promise<void> {
  const found = await candidates(lab, words).catch(() => []);
  for (const { word, what } of found) {
    terminal.answer(`${word}\t${what.replace(/\s+/g, ' ')}`);
  }
}

async function candidates(lab: Command, words: string[]): Promise<Candidate[]> {
  const begun = words.at(-1) ?? '';
  const all = await possible(place(lab, words.slice(0, -1)), begun);
  return all.filter(({ word }) => word.startsWith(begun));
}

async function possible(
  { command, given, option }: ReturnType<typeof place>,
  begun: string,
): Promise<Candidate[]> {
  if (option) return ofOption(option, given);
  return begun.startsWith('-') ? options(command) : ofPosition(command, given);
}

/** The command that the words lead to, its arguments so far, and an option that still wants its value. */
function place(lab: Command, words: string[]) {
  let command = lab;
  let option: Option | undefined;
  const given: string[] = [];
  for (const word of words) {
    if (option) {
      option = undefined;
    } else if (word.startsWith('-')) {
      const known = command.options.find(
        ({ long, short }) => long === word || short === word,
      );
      option = known && (known.required || known.optional) ? known : undefined;
    } else {
      const next = command.commands.find(one => one.name() === word);
      if (next) command = next;
      else given.push(word);
    }
  }
  return { command, given, option };
}

const isHidden = (command: Command) =>
  (command as Command & { _hidden?: boolean })._hidden === true;

function options(command: Command): Candidate[] {
  return command.options
    .filter(({ hidden, long }) => !hidden && long)
    .map(({ long, description }) => ({ word: long!, what: description }));
}

async function ofOption(option: Option, given: string[]): Promise<Candidate[]> {
  switch (option.long) {
    case '--user':
      return personNames();
    case '--param':
      return given[0] ? inputNames(given[0]) : [];
    default:
      return [];
  }
}

async function ofPosition(
  command: Command,
  given: string[],
): Promise<Candidate[]> {
  if (command.commands.length > 0) {
    // a word that is no command leads nowhere
    if (given.length > 0) return [];
    return command.commands
      .filter(one => !isHidden(one))
      .map(one => ({ word: one.name(), what: one.description() }));
  }
  const argument: Argument | undefined =
    command.registeredArguments[given.length];
  if (!argument) return [];
  if (argument.argChoices) {
    return argument.argChoices.map(word => ({
      word,
      what: argument.description,
    }));
  }
  const kind: NamesOf | undefined = namesOf(argument);
  return kind ? thingNames(kind) : [];
}
