import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CloudMaker } from '../cloud';
import { KubeApi } from '../clusters/KubeApi';
import { ClusterMaker } from '../clusters/Maker';
import { Provider } from '../clusters/Provider';
import { Logger, writeFileAtomic } from '../supervisor';
import { ToolSet } from '../tools';
import { runProgram } from '../clusters/programs';
import { KindMaker } from './KindMaker';
import { kindSettings } from './settings';

/**
 * The providers of a Kind hub, `kind` beside it in the same Docker and
 * `crossplane` at a cloud: make and remove the clusters of its runs until the
 * signal ends them. The clusters run on, and the next ones go on with them.
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
  const api = new KubeApi(kubeconfig);
  const makers: ClusterMaker[] = [
    new KindMaker(
      path.join(folder, 'clusters'),
      kindSettings(repoRoot, tools),
      runProgram,
    ),
    new CloudMaker({
      ...{ api, repoRoot, tools, logger },
      folder: path.join(folder, 'cloud'),
      run: runProgram,
    }),
  ];
  await Promise.all(
    makers.map(maker => {
      const provider = new Provider({ api, maker, logger });
      signal.addEventListener('abort', () => provider.stop());
      return provider.run(() =>
        logger.info(`Provides clusters of ${maker.provider} to ${hub}`),
      );
    }),
  );
}
