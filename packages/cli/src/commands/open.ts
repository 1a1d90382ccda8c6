import { letIn } from '../portal/letIn';
import { portalUrl } from '../portal/session';
import { Terminal } from '../terminal';

/** `lab open`: lets a browser in at the portal, and opens it there. */
export async function open(
  options: { open: boolean },
  terminal: Terminal,
): Promise<void> {
  await letIn(await portalUrl(), options, terminal);
}
