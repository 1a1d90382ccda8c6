import { portalUrl, Session } from '../portal/session';
import { Terminal } from '../terminal';

/** `lab token`: a person's token for the portal's API, which lasts an hour. */
export async function token(
  options: { user?: string },
  terminal: Terminal,
): Promise<void> {
  const session = new Session(await portalUrl(), options.user);
  terminal.answer(await session.currentToken());
}
