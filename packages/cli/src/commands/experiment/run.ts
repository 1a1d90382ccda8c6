import { randomUUID } from 'node:crypto';
import { UsageError } from '../../errors';
import { describeRun } from '../../portal/describe';
import { followRun, resultOf } from '../../portal/follow';
import { hubClient, saying } from '../../portal/hub';
import { StageProgress } from '../../portal/progress';
import { ofExperiment } from '../../portal/unknown';
import { Terminal } from '../../terminal';

/** Options of `lab experiment run`. */
export interface RunOptions {
  param: string[];
  wait?: boolean;
  keep?: boolean;
  json?: boolean;
  user?: string;
}

/**
 * `lab experiment run`: starts a run through the portal, with the rights of the
 * person named. With `--wait` it follows the run, and the exit status is 1
 * unless the run *passed*.
 */
export async function run(
  experiment: string,
  options: RunOptions,
  terminal: Terminal,
): Promise<void> {
  const parameters = readParameters(options.param);
  const client = await hubClient(options);
  const started = await ofExperiment(
    client,
    experiment,
    client.createRun({
      experiment,
      parameters,
      ...(options.keep && { keep: true }),
      idempotencyKey: randomUUID(),
    }),
  );
  terminal.progress(`Run ${started.id}: ${started.url}`);
  if (!options.wait) {
    if (options.json) {
      terminal.json({ ...started, result: null });
    } else {
      terminal.answer(started.id);
    }
    return;
  }
  const ended = await saying(
    followRun(client, started.id, new StageProgress(terminal)),
  );
  const result = await saying(resultOf(client, started.id));
  if (options.json) {
    terminal.json({ ...ended, result });
  } else {
    describeRun(ended, result).forEach(terminal.answer);
  }
  if (ended.state !== 'passed') {
    process.exitCode = 1;
  }
}

/** `key=value` pairs as an object. */
export function readParameters(pairs: string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (at < 1) {
      throw new UsageError(
        `--param “${pair}” is no key=value. Write for example --param vus=20.`,
      );
    }
    if (name in parameters) {
      throw new UsageError(`--param ${name} is given twice.`);
    }
    parameters[name] = pair.slice(at + 1);
  }
  return parameters;
}
