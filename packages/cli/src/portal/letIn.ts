import {
  CODE_MINUTES,
  codeUrl,
  makeCode,
} from '@illm-lab/plugin-auth-local-node';
import { layout } from '@illm-lab/local-hub/control';
import { openPage } from '../host/openPage';
import { place } from '../hub/place';
import { signInSecret } from '../hub/secrets';
import { Terminal } from '../terminal';

/**
 * Prints an address that lets one browser in at the portal, once and within
 * minutes, and opens it unless told not to. Errors: CliError where this user has
 * not the hub's secret.
 */
export async function letIn(
  portal: string,
  options: { open: boolean },
  terminal: Terminal,
): Promise<void> {
  const secret = signInSecret(layout(place().stateDir));
  const url = codeUrl(portal, await makeCode(secret));
  terminal.answer(url);
  terminal.progress(
    `It lets one browser in, once, within ${CODE_MINUTES} minutes. A new one: ./lab open`,
  );
  if (options.open && !openPage(url)) {
    terminal.progress('There is no browser to open it with here.');
  }
}
