import { provideKind } from '@illm-lab/local-hub/kind';
import { toolSet } from '@illm-lab/local-hub/tools';
import { CliError } from '../../errors';
import { place } from '../../hub/place';
import { reasonOf } from '../../kube';
import { Terminal } from '../../terminal';

/**
 * `lab cluster provide`: the providers `kind` and `crossplane` of a Kind hub, beside
 * the hub and in the same Docker. Ctrl-C ends it; the clusters it has made run on.
 */
export async function provide(
  { hub }: { hub: string },
  terminal: Terminal,
): Promise<void> {
  const { root, stateDir } = place();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort());
  }
  try {
    await provideKind({
      hub,
      repoRoot: root,
      stateDir,
      tools: toolSet({ repoRoot: root }),
      logger: { info: terminal.progress, warn: terminal.progress },
      signal: stop.signal,
    });
  } catch (error) {
    throw new CliError(
      `The Kind hub “${hub}” can’t be served: ${reasonOf(
        error,
      )} See: kind get clusters`,
    );
  }
}
