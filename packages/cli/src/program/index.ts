import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, CommanderError } from 'commander';
import { CliError, UsageError } from '../errors';
import { place } from '../hub/place';
import { terminal } from '../terminal';
import { SUITES } from '../test/suite';
import { port } from './arguments';
import { addCluster } from './cluster';
import { addExperiment } from './experiment';
import { addForge } from './forge';

// Commands are loaded when they are called: `lab status` is to answer at once,
// and must not load what only `lab up` needs. Hence require, which Node (as
// this is run) and jest take alike.

/** Shells for which there is a completion. */
const SHELLS = ['bash', 'zsh', 'fish'] as const;

function version(): string {
  const file = path.join(place().root, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function program(): Command {
  const lab = new Command('lab')
    .description('An internal developer platform for experiments')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(see --help)');

  lab
    .command('up')
    .description('start the hub; what is missing is built or installed')
    .option('--detach', 'return when the portal answers')
    .option(
      '--port <number>',
      'port of the portal; the 30 after it are used too',
      port,
    )
    .option('--no-open', 'open no browser, only print the address for it')
    .action(async options =>
      (require('../commands/up') as typeof import('../commands/up')).up(
        options,
        terminal,
      ),
    );
  lab
    .command('open')
    .description('let a browser in at the portal, and open it there')
    .option('--no-open', 'only print the address')
    .action(async options =>
      (require('../commands/open') as typeof import('../commands/open')).open(
        options,
        terminal,
      ),
    );
  lab
    .command('token')
    .description('a person’s token for the portal’s API; it lasts an hour')
    .option('--user <name>', 'person to act as (LAB_USER; ada)')
    .action(async options =>
      (
        require('../commands/token') as typeof import('../commands/token')
      ).token(options, terminal),
    );
  lab
    .command('down')
    .description('stop the hub')
    .option('--purge', 'remove its state too: forge, runs, results')
    .option('--force', 'with what the forge has and the checkout lacks')
    .action(async options =>
      (require('../commands/down') as typeof import('../commands/down')).down(
        options,
        terminal,
      ),
    );
  lab
    .command('status')
    .description('how the hub and its parts are')
    .option('--json', 'as one JSON document')
    .action(async options =>
      (
        require('../commands/status') as typeof import('../commands/status')
      ).status(options, terminal),
    );
  lab
    .command('doctor')
    .description('check this computer; changes nothing')
    .option('--json', 'as one JSON document')
    .action(async options =>
      (
        require('../commands/doctor') as typeof import('../commands/doctor')
      ).doctor(options, terminal),
    );
  lab
    .command('test')
    .description('run the tests: unit, integration, e2e, or all three')
    .addArgument(new Argument('[suite]', 'one of them').choices(SUITES))
    .action(async suite =>
      (require('../commands/test') as typeof import('../commands/test')).test(
        suite,
        terminal,
      ),
    );
  lab
    .command('step')
    .description('one step of a run, as its pod calls it')
    .argument('<name>')
    .action(async name => {
      process.exitCode = await (
        require('../steps') as typeof import('../steps')
      ).runStep(name);
    });
  lab
    .command('backup')
    .description('save the running hub into a new folder')
    .argument('[folder]', 'a new folder; beside the state unless named')
    .option('--json', 'as one JSON document')
    .action(async (folder, options) =>
      (
        require('../commands/backup') as typeof import('../commands/backup')
      ).backup(folder, options, terminal),
    );
  lab
    .command('restore')
    .description('make the hub’s state from a backup, while it does not run')
    .argument('<folder>', 'what lab backup has made')
    .option('--force', 'move a state that is there aside')
    .action(async (folder, options) =>
      (
        require('../commands/restore') as typeof import('../commands/restore')
      ).restore(folder, options, terminal),
    );
  addExperiment(lab.command('experiment').description('experiments and runs'));
  addForge(lab.command('forge').description('the repository, from git and gh'));
  addCluster(lab.command('cluster').description('clusters of runs'));
  lab
    .command('results')
    .description('results of runs')
    .command('collect')
    .description('write the result of a run that is still there')
    .argument('<run>', 'id of the run')
    .action(async (id, options) =>
      (
        require('../commands/results') as typeof import('../commands/results')
      ).collectResults(id, options, terminal),
    );
  lab
    .command('completion')
    .description('completion for a shell, to be read by it')
    .addArgument(new Argument('<shell>', 'one of them').choices(SHELLS))
    .action(shell =>
      (
        require('../completion/scripts') as typeof import('../completion/scripts')
      ).completion(shell, terminal),
    );
  lab
    .command('complete', { hidden: true })
    .description('what the shell’s completion asks')
    .argument('[words...]', 'the line’s words after lab, with the one begun')
    // a word may look like an option of ours
    .allowUnknownOption()
    .helpOption(false)
    .action(async words =>
      (
        require('../completion/complete') as typeof import('../completion/complete')
      ).complete(lab, words, terminal),
    );
  return lab;
}

/**
 * Runs the command line.
 *
 * @returns the exit status: 0 done, 1 failed, 2 wrong use
 */
export async function run(args: string[]): Promise<number> {
  try {
    await program().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong; help that was asked for is no error.
      return error.exitCode === 0 ? 0 : 2;
    }
    terminal.progress(`lab: ${sayError(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Errors that need nothing added: what is wrong and what helps is in them. */
const COMPLETE = ['AlreadyRunningError', 'BackupError'];

const saysAll = (error: unknown) =>
  error instanceof UsageError ||
  error instanceof CliError ||
  (error instanceof Error && COMPLETE.includes(error.name));

/** An error as a person reads it: its sentence, and where it came from only when that was asked for. */
function sayError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (saysAll(error)) {
    return message;
  }
  return process.env.LAB_DEBUG && error instanceof Error
    ? error.stack ?? message
    : `${message}\n     That was not expected. LAB_DEBUG=1 before the command shows where it came from.`;
}
