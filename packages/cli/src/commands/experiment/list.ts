import { columns } from '../../hub/describe';
import { hubClient, saying } from '../../portal/hub';
import { Terminal } from '../../terminal';

/** `lab experiment list`: the experiments and how their last runs ended. */
export async function list(
  options: { json?: boolean; user?: string },
  terminal: Terminal,
): Promise<void> {
  const client = await hubClient(options);
  const { items } = await saying(client.listExperiments());
  if (options.json) {
    terminal.json({ items });
    return;
  }
  const rows = items.map(({ name, owner, lastRun, description }) => [
    name,
    owner?.replace(/^group:default\//, '') ?? '-',
    lastRun ? `#${lastRun.number} ${lastRun.state}` : '-',
    description ?? '',
  ]);
  columns([['experiment', 'owner', 'last run', ''], ...rows]).forEach(
    terminal.answer,
  );
}
