import { layout } from '@illm-lab/local-hub/control';
import { existsSync } from 'node:fs';
import { CliError } from '../errors';
import { Kube } from '../kube';
import { StepTools } from '../steps/step';
import { Terminal } from '../terminal';
import { place } from './place';

/**
 * The hub's API server as its administrator: that of `KUBECONFIG` when it is
 * set, else the local hub's.
 */
export function hubKube(): Kube {
  if (process.env.KUBECONFIG) {
    return Kube.fromEnvironment();
  }
  const file = layout(place().stateDir).path('kube', 'admin.kubeconfig');
  if (!existsSync(file)) {
    throw new CliError(
      'There is no local hub yet. Start it with ./lab up, or set KUBECONFIG for another hub.',
    );
  }
  return Kube.fromFile(file);
}

/** What the steps of a run need, for a person at a terminal; Ctrl-C ends them. */
export function stepTools(terminal: Terminal): StepTools {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return {
    kube: hubKube(),
    signal: stop.signal,
    progress: terminal.progress,
    output: terminal.answer,
  };
}
