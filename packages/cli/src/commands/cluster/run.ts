import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  LABEL_EXPERIMENT,
  isRunId,
  newRunId,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { V1Namespace } from '@kubernetes/client-node';
import { CliError, UsageError } from '../../errors';
import { hubKube } from '../../hub/kube';
import { place } from '../../hub/place';
import { namespaceRef } from '../../kube';
import { StepInput } from '../../steps/input';

/** The id as it was typed; a UsageError says what one looks like. */
export function runId(text: string): string {
  if (!isRunId(text)) {
    throw new UsageError(
      `“${text}” is no run id (<experiment>-<5 letters or digits>). See: lab cluster list`,
    );
  }
  return text;
}

/** A new set of clusters of an experiment, as this checkout's HEAD has it. */
export async function newSet(
  experiment: string,
  id: string | undefined,
): Promise<StepInput> {
  const { root } = place();
  const { stdout } = await promisify(execFile)('git', [
    '-C',
    root,
    'rev-parse',
    'HEAD',
  ]);
  return {
    run: id === undefined ? newRunId(experiment) : runId(id),
    experiment,
    commit: stdout.trim(),
    repository: `file://${root}`,
    parameters: {},
    keep: true,
  };
}

/** A set of clusters that is there. */
export async function existingSet(id: string): Promise<StepInput> {
  const run = runId(id);
  const namespace = await hubKube().get<V1Namespace>(
    namespaceRef(runNamespace(run)),
  );
  if (!namespace) {
    throw new CliError(`The hub has nothing of ${run}. See: lab cluster list`);
  }
  const experiment =
    namespace.metadata?.labels?.[LABEL_EXPERIMENT] ?? run.slice(0, -6);
  const { root } = place();
  return {
    run,
    experiment,
    commit: '',
    repository: `file://${root}`,
    parameters: {},
    keep: true,
  };
}
