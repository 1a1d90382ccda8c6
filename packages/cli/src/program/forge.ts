import { Command } from 'commander';
import { terminal } from '../terminal';

/** The commands below `lab forge`. */
export function addForge(forge: Command) {
  const commands = () =>
    require('../commands/forge') as typeof import('../commands/forge');
  const asPerson = (command: Command) =>
    command.option('--user <name>', 'person to act as (LAB_USER; ada)');
  asPerson(
    forge
      .command('env')
      .description('what git and gh need, to be read by the shell')
      .option('--json', 'as one JSON document'),
  ).action(options => commands().env(options, terminal));
  asPerson(forge.command('token').description('the token of a person')).action(
    options => commands().token(options, terminal),
  );
}
