import { layout } from '@illm-lab/local-hub/control';
import { CliError } from '../errors';
import { forgeEnvironment, tokenOf } from '../hub/forgeAccess';
import { place } from '../hub/place';
import { runningHub } from '../hub/running';
import { checkPerson, userOf } from '../portal/session';
import { Terminal } from '../terminal';

/** Options of the commands below `lab forge`. */
interface ForgeOptions {
  user?: string;
  json?: boolean;
}

/** `lab forge env`: what git and gh need, for `eval "$(lab forge env)"`. */
export async function env(
  options: ForgeOptions,
  terminal: Terminal,
): Promise<void> {
  const { at, user } = await reach(options);
  const values = forgeEnvironment(at, user);
  if (options.json) {
    terminal.json(values);
    return;
  }
  for (const [name, value] of Object.entries(values)) {
    terminal.answer(`export ${name}='${value}'`);
  }
  terminal.progress(
    [
      '# Let the shell read it: eval "$(./lab forge env)"',
      '# Then: git clone "$LAB_FORGE_REMOTE" lab, and gh pr list',
    ].join('\n'),
  );
}

/** `lab forge token`: a person's token, for git's password and for gh. */
export async function token(
  options: ForgeOptions,
  terminal: Terminal,
): Promise<void> {
  const { at, user } = await reach(options);
  terminal.answer(tokenOf(at, user));
}

async function reach(options: ForgeOptions) {
  const { stateDir } = place();
  const hub = await runningHub(stateDir);
  if (!hub) {
    throw new CliError('The hub does not run. Start it with: ./lab up');
  }
  const user = userOf(options.user);
  await checkPerson(hub.portal.url, user);
  const port = Number(new URL(hub.portal.url).port);
  return { at: layout(stateDir, port), user };
}
