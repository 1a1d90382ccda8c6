import { HubClient, isRunId } from '@illm-lab/plugin-hub-common';
import { columns } from '../../hub/describe';
import { describeRun } from '../../portal/describe';
import { resultOf } from '../../portal/follow';
import { hubClient, saying, statusOf } from '../../portal/hub';
import { neither } from '../../portal/unknown';
import { Terminal } from '../../terminal';

const RECENT_RUNS = 10;

/** `lab experiment show`: a run by its id, else an experiment by its name. */
export async function show(
  name: string,
  options: { json?: boolean; user?: string },
  terminal: Terminal,
): Promise<void> {
  const client = await hubClient(options);
  // An experiment may be called like a run id; a run that exists goes first.
  if (isRunId(name) && (await showRun(client, name, options, terminal))) {
    return;
  }
  await showExperiment(client, name, options, terminal);
}

async function showRun(
  client: HubClient,
  id: string,
  options: { json?: boolean },
  terminal: Terminal,
): Promise<boolean> {
  const run = await client.getRun({ id }).catch(error => {
    if (statusOf(error) === 404) {
      return undefined;
    }
    return saying(Promise.reject(error));
  });
  if (!run) {
    return false;
  }
  const result = await saying(resultOf(client, id));
  if (options.json) {
    terminal.json({ ...run, result });
  } else {
    describeRun(run, result).forEach(terminal.answer);
  }
  return true;
}

async function showExperiment(
  client: HubClient,
  experiment: string,
  options: { json?: boolean },
  terminal: Terminal,
) {
  const inputs = await client
    .getExperimentInputs({ name: experiment })
    .catch(async error => {
      if (statusOf(error) !== 404) return saying(Promise.reject(error));
      throw await neither(client, experiment);
    });
  const runs = await saying(
    client.listRuns({ experiment, limit: RECENT_RUNS }),
  );
  if (options.json) {
    terminal.json({ ...inputs, runs: runs.items });
    return;
  }
  terminal.answer(`${experiment} at ${inputs.commit.slice(0, 7)}`);
  columns(
    inputs.inputs.map(one => [
      `  --param ${one.name}=${one.default ?? ''}`,
      one.enum ? `(${one.enum.join(', ')})` : '',
      one.description ?? '',
    ]),
  ).forEach(terminal.answer);
  columns(
    runs.items.map(one => [
      `  #${one.number}`,
      one.state,
      one.id,
      one.message ?? '',
    ]),
  ).forEach(terminal.answer);
}
