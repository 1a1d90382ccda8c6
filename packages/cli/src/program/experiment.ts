import { Argument, Command } from 'commander';
import { terminal } from '../terminal';
import {
  experimentArgument,
  experimentOrRunArgument,
  runArgument,
} from './arguments';

const collect = (value: string, all: string[]) => [...all, value];

const asPerson = (command: Command) =>
  command.option('--user <name>', 'person to act as (LAB_USER; ada)');
const shared = (command: Command) =>
  asPerson(command.option('--json', 'as one JSON document'));

/** The commands below `lab experiment`. */
export function addExperiment(experiment: Command) {
  shared(experiment.command('list').description('the experiments')).action(
    async options =>
      (
        require('../commands/experiment/list') as typeof import('../commands/experiment/list')
      ).list(options, terminal),
  );
  shared(
    experiment
      .command('show')
      .description('an experiment, or one of its runs')
      .addArgument(experimentOrRunArgument()),
  ).action(async (name, options) =>
    (
      require('../commands/experiment/show') as typeof import('../commands/experiment/show')
    ).show(name, options, terminal),
  );
  shared(
    experiment
      .command('run')
      .description('start a run')
      .addArgument(experimentArgument())
      .option('--param <key=value>', 'an input; may be repeated', collect, [])
      .option('--wait', 'follow it; exit status 1 unless it passes')
      .option('--keep', 'leave everything in place afterwards'),
  ).action(async (name, options) =>
    (
      require('../commands/experiment/run') as typeof import('../commands/experiment/run')
    ).run(name, options, terminal),
  );
  shared(
    experiment
      .command('stop')
      .description('stop a run; what was measured is kept')
      .addArgument(runArgument()),
  ).action(async (id, options) =>
    (
      require('../commands/experiment/stop') as typeof import('../commands/experiment/stop')
    ).stop(id, options, terminal),
  );
  asPerson(
    experiment
      .command('logs')
      .description('what the steps of a run have written')
      .addArgument(runArgument())
      .addArgument(new Argument('[step]', 'one step by its name; else all'))
      .option('--follow', 'go on until the run has ended'),
  ).action(async (id, step, options) =>
    (
      require('../commands/experiment/logs') as typeof import('../commands/experiment/logs')
    ).logs(id, step, options, terminal),
  );
  asPerson(
    experiment
      .command('open')
      .description('open the page of an experiment or of a run')
      .addArgument(experimentOrRunArgument()),
  ).action(async (name, options) =>
    (
      require('../commands/experiment/open') as typeof import('../commands/experiment/open')
    ).open(name, options, terminal),
  );
  experiment
    .command('down')
    .description('remove what a run left: its clusters and its namespace')
    .addArgument(runArgument())
    .action((id, options) =>
      (
        require('../commands/cluster') as typeof import('../commands/cluster')
      ).remove(id, options, terminal),
    );
}
