import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { KubeApi } from '../clusters/KubeApi';
import { Provider } from '../clusters/Provider';
import { Logger, writeFileAtomic } from '../supervisor';
import { ToolSet } from '../tools';
import { runProgram } from './commands';
import { KindMaker } from './KindMaker';
import { kindSettings } from './settings';

/**
 * The provider `kind` of a Kind hub: makes and removes the clusters of its runs
 * beside it, in the same Docker, until the signal ends it. The clusters run on,
 * and the next one goes on with them.
 *
 * @throws when the hub's cluster is not there
 */
export async function provideKind(options: {
  /** Name of the hub's own cluster, as `kind get clusters` has it. */
  hub: string;
  repoRoot: string;
  stateDir: string;
  tools: ToolSet;
  logger: Logger;
  signal: AbortSignal;
}): Promise<void> {
  const { hub, repoRoot, stateDir, tools, logger, signal } = options;
  const folder = path.join(stateDir, 'kind', hub);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kubeconfig = path.join(folder, 'hub.kubeconfig');
  writeFileAtomic(
    kubeconfig,
    await runProgram('kind', ['get', 'kubeconfig', '--name', hub], { signal }),
  );
  const provider = new Provider({
    api: new KubeApi(kubeconfig),
    maker: new KindMaker(
      path.join(folder, 'clusters'),
      kindSettings(repoRoot, tools),
      runProgram,
    ),
    logger,
  });
  signal.addEventListener('abort', () => provider.stop());
  await provider.run(() => logger.info(`Provides clusters to ${hub}`));
}
