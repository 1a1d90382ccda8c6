import { CliError } from '../errors';
import { stepTools } from '../hub/kube';
import { reasonOf } from '../kube';
import { collect } from '../steps/collect';
import { StepError } from '../steps/error';
import { Terminal } from '../terminal';
import { existingSet } from './cluster/run';

/**
 * `lab results collect`: writes the result of a run whose clusters are still
 * there. A result that has measurements is never replaced by one that has none.
 */
export async function collectResults(
  id: string,
  _: object,
  terminal: Terminal,
): Promise<void> {
  try {
    await collect(await existingSet(id), stepTools(terminal));
  } catch (error) {
    throw error instanceof StepError ? new CliError(reasonOf(error)) : error;
  }
}
