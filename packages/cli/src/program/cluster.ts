import { Command } from 'commander';
import { terminal } from '../terminal';
import { experimentArgument, runArgument } from './arguments';

type ClusterCommands = typeof import('../commands/cluster');

/** The commands below `lab cluster`. */
export function addCluster(cluster: Command) {
  const commands = () => require('../commands/cluster') as ClusterCommands;
  cluster
    .command('list')
    .description('the clusters there are')
    .option('--json', 'as one JSON document')
    .action(options => commands().list(options, terminal));
  cluster
    .command('create')
    .description('make the clusters of an experiment, to try things out')
    .addArgument(experimentArgument('<experiment>'))
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
      .addArgument(runArgument())
      .action((id, options) => commands()[command](id, options, terminal));
  ofSet('bootstrap', 'wait until Argo works on the orchestrator', 'bootstrap');
  ofSet('register', 'make them known to their orchestrator', 'register');
  ofSet('delete', 'remove them, and all else of the run', 'remove');
}
