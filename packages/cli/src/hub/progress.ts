import { HubStatus } from '@illm-lab/local-hub/control';
import { duration } from './describe';

/** Tells each change of a hub's status once: parts, steps and tools. */
export function statusProgress(tell: (line: string) => void) {
  const said = new Map<string, string>();
  const sayOnce = (subject: string, state: string, line: string) => {
    if (said.get(subject) !== state) {
      said.set(subject, state);
      tell(line);
    }
  };
  return ({ components, tools }: HubStatus) => {
    for (const { tool, state, etaSeconds, seconds, message } of tools) {
      const eta = etaSeconds ? ` (about ${duration(etaSeconds)})` : '';
      const lines: Record<string, string | undefined> = {
        building: `  building ${tool}${eta}`,
        ready: seconds ? `  built ${tool} in ${duration(seconds)}` : undefined,
        failed: `  ${tool} could not be built: ${message}`,
      };
      if (lines[state]) {
        sayOnce(`tool ${tool}`, state, lines[state]);
      }
    }
    for (const { name, ready, address, message } of components) {
      if (ready) {
        sayOnce(name, 'ready', `✓ ${name}${address ? ` at ${address}` : ''}`);
      } else if (said.get(name) === 'ready') {
        sayOnce(name, 'lost', `✕ ${name}: ${message}`);
      }
    }
  };
}
