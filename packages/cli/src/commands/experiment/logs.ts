import { HubClient, Run, Stage } from '@illm-lab/plugin-hub-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { statusOf, hubClient, saying } from '../../portal/hub';
import { noSuch, ofRun } from '../../portal/unknown';
import { Terminal } from '../../terminal';

const AGAIN_MS = 1_000;
const NOT_FOUND = 404;

/**
 * `lab experiment logs`: what the steps of a run have written, each line with its
 * step's name before it when there are several. With `--follow` it goes on until
 * the run has ended.
 */
export async function logs(
  id: string,
  step: string | undefined,
  options: { follow?: boolean; user?: string },
  terminal: Terminal,
): Promise<void> {
  const client = await hubClient(options);
  const told = new Map<string, number>();
  for (;;) {
    const run = await ofRun(client, id, client.getRun({ id }));
    const steps = stepsOf(run, step);
    const many = step === undefined && stepsOf(run, undefined).length > 1;
    for (const one of steps) {
      const lines = linesOf(await textOf(client, id, one.id), !run.finishedAt);
      lines
        .slice(told.get(one.id) ?? 0)
        .forEach(line => terminal.answer(many ? `${one.name}  ${line}` : line));
      told.set(one.id, Math.max(told.get(one.id) ?? 0, lines.length));
    }
    if (!options.follow || run.finishedAt) break;
    await sleep(AGAIN_MS);
  }
  if ([...told.values()].every(count => count === 0)) {
    terminal.progress(`${id} has written nothing${step ? ` in ${step}` : ''}.`);
  }
}

const all = (stages: Stage[]): Stage[] =>
  stages.flatMap(stage => [stage, ...all(stage.children)]);

function stepsOf(run: Run, name: string | undefined): Stage[] {
  const every = all(run.stages ?? []);
  const withLogs = every.filter(({ hasLogs }) => hasLogs);
  if (name === undefined) return withLogs;
  const found = withLogs.filter(one => one.name === name || one.id === name);
  // a step that is there and has written nothing yet is no mistake
  if (found.length === 0 && !every.some(one => one.name === name)) {
    throw noSuch(
      `step of ${run.id}`,
      name,
      withLogs.map(one => one.name),
      `Its steps with logs: ${
        withLogs.map(one => one.name).join(', ') || 'none yet'
      }.`,
    );
  }
  return found;
}

async function textOf(
  client: HubClient,
  id: string,
  stepId: string,
): Promise<string> {
  try {
    return await client.getLogs({ id, stepId });
  } catch (error) {
    if (statusOf(error) === NOT_FOUND) return '';
    return saying(Promise.reject(error));
  }
}

/** Whole lines; the last one only once nothing more can follow it. */
function linesOf(text: string, isGrowing: boolean): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  const last = lines.pop();
  return isGrowing || last === '' ? lines : [...lines, last!];
}
