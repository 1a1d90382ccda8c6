import {
  Argument,
  Command,
  CommanderError,
  InvalidArgumentError,
} from 'commander';
import { CliError, UsageError } from './errors';
import { terminal } from './terminal';
import { SUITES } from './test/suite';

// Commands are loaded when they are called: `lab status` is to answer at once,
// and must not load what only `lab up` needs. Hence require, which Node (as
// this is run) and jest take alike.

const port = (text: string) => {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
};

function program(): Command {
  const lab = new Command('lab')
    .description('An internal developer platform for experiments')
    .exitOverride()
    .showHelpAfterError('(see --help)');

  lab
    .command('up')
    .description('start the hub; what is missing is built or installed')
    .option('--detach', 'return when the portal answers')
    .option(
      '--port <number>',
      'port of the portal; the 20 after it are used too',
      port,
    )
    .action(async options =>
      (require('./commands/up') as typeof import('./commands/up')).up(
        options,
        terminal,
      ),
    );
  lab
    .command('down')
    .description('stop the hub')
    .option('--purge', 'remove its state too: forge, runs, results')
    .action(async options =>
      (require('./commands/down') as typeof import('./commands/down')).down(
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
        require('./commands/status') as typeof import('./commands/status')
      ).status(options, terminal),
    );
  lab
    .command('doctor')
    .description('check this computer; changes nothing')
    .option('--json', 'as one JSON document')
    .action(async options =>
      (
        require('./commands/doctor') as typeof import('./commands/doctor')
      ).doctor(options, terminal),
    );
  lab
    .command('test')
    .description('run the tests: unit, integration, e2e, or all three')
    .addArgument(new Argument('[suite]', 'one of them').choices(SUITES))
    .action(async suite =>
      (require('./commands/test') as typeof import('./commands/test')).test(
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
        require('./steps') as typeof import('./steps')
      ).runStep(name);
    });
  addCluster(lab.command('cluster').description('clusters of runs'));
  lab
    .command('results')
    .description('results of runs')
    .command('collect')
    .description('write the result of a run that is still there')
    .argument('<run>', 'id of the run')
    .action(async (id, options) =>
      (
        require('./commands/results') as typeof import('./commands/results')
      ).collectResults(id, options, terminal),
    );
  addExperiment(lab.command('experiment').description('experiments and runs'));
  return lab;
}

type ClusterCommands = typeof import('./commands/cluster');

function addCluster(cluster: Command) {
  const commands = () => require('./commands/cluster') as ClusterCommands;
  cluster
    .command('list')
    .description('the clusters there are')
    .option('--json', 'as one JSON document')
    .action(options => commands().list(options, terminal));
  cluster
    .command('create')
    .description('make the clusters of an experiment, to try things out')
    .argument('<experiment>', 'name of the experiment')
    .option('--run <id>', 'id of their set; a new one unless told')
    .option('--json', 'as one JSON document')
    .action((name, options) => commands().create(name, options, terminal));
  cluster
    .command('provide')
    .description('make the clusters of a Kind hub’s runs, until it is ended')
    .option('--hub <name>', 'name of the hub’s own cluster', 'illm-hub')
    .action(options => commands().provide(options, terminal));
  const ofSet = (
    name: 'bootstrap' | 'register' | 'delete',
    description: string,
    command: keyof Pick<ClusterCommands, 'bootstrap' | 'register' | 'remove'>,
  ) =>
    cluster
      .command(name)
      .description(description)
      .argument('<run>', 'id of the run or set')
      .action((id, options) => commands()[command](id, options, terminal));
  ofSet('bootstrap', 'wait until Argo works on the orchestrator', 'bootstrap');
  ofSet('register', 'make them known to their orchestrator', 'register');
  ofSet('delete', 'remove them, and all else of the run', 'remove');
}

const collect = (value: string, all: string[]) => [...all, value];

function addExperiment(experiment: Command) {
  const shared = (command: Command) =>
    command
      .option('--json', 'as one JSON document')
      .option('--user <name>', 'person to act as (LAB_USER; ada)');
  shared(experiment.command('list').description('the experiments')).action(
    async options =>
      (
        require('./commands/experiment/list') as typeof import('./commands/experiment/list')
      ).list(options, terminal),
  );
  shared(
    experiment
      .command('show')
      .description('an experiment, or one of its runs')
      .argument('<name>', 'name of an experiment or id of a run'),
  ).action(async (name, options) =>
    (
      require('./commands/experiment/show') as typeof import('./commands/experiment/show')
    ).show(name, options, terminal),
  );
  experiment
    .command('down')
    .description('remove what a run left: its clusters and its namespace')
    .argument('<run>', 'id of the run')
    .action((id, options) =>
      (require('./commands/cluster') as ClusterCommands).remove(
        id,
        options,
        terminal,
      ),
    );
  shared(
    experiment
      .command('run')
      .description('start a run')
      .argument('<name>', 'name of the experiment')
      .option('--param <key=value>', 'an input; may be repeated', collect, [])
      .option('--wait', 'follow it; exit status 1 unless it passes')
      .option('--keep', 'leave everything in place afterwards'),
  ).action(async (name, options) =>
    (
      require('./commands/experiment/run') as typeof import('./commands/experiment/run')
    ).run(name, options, terminal),
  );
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
    if (error instanceof UsageError) {
      terminal.progress(`lab: ${error.message}`);
      return 2;
    }
    terminal.progress(
      `lab: ${
        error instanceof CliError || !(error instanceof Error)
          ? String((error as Error)?.message ?? error)
          : error.stack ?? error.message
      }`,
    );
    return 1;
  }
}
