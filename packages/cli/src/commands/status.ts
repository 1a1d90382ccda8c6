import { describeStatus } from '../hub/describe';
import { place } from '../hub/place';
import { runningHub } from '../hub/running';
import { Terminal } from '../terminal';

/** `lab status`: how the hub and its parts are, asked of the supervisor. */
export async function status(
  options: { json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const hub = await runningHub(place().stateDir);
  if (options.json) {
    terminal.json(
      hub ?? {
        hub: { state: 'stopped' },
        components: [],
        steps: [],
        tools: [],
      },
    );
  } else if (hub) {
    describeStatus(hub).forEach(terminal.answer);
  } else {
    terminal.answer('The hub does not run. Start it with: ./lab up');
  }
}
