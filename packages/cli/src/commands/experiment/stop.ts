import { describeRun } from '../../portal/describe';
import { resultOf } from '../../portal/follow';
import { hubClient, saying } from '../../portal/hub';
import { ofRun } from '../../portal/unknown';
import { Terminal } from '../../terminal';

/**
 * `lab experiment stop`: ends the load of a run; what was measured is collected
 * and its objects are removed. A run that has ended stays as it is.
 */
export async function stop(
  id: string,
  options: { json?: boolean; user?: string },
  terminal: Terminal,
): Promise<void> {
  const client = await hubClient(options);
  const run = await ofRun(client, id, client.stopRun({ id }));
  if (options.json) {
    terminal.json({ ...run, result: await saying(resultOf(client, id)) });
    return;
  }
  if (run.finishedAt) {
    terminal.progress(`${id} had ended already; nothing was changed.`);
    describeRun(run, await saying(resultOf(client, id))).forEach(
      terminal.answer,
    );
  } else {
    terminal.answer(
      `Stopping ${run.experiment} #${run.number}. What was measured is kept: ${run.url}`,
    );
  }
}
