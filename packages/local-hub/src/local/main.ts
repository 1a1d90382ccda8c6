import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CloudMaker } from '../cloud';
import { layout } from '../hub/layout';
import { Logger } from '../supervisor';
import { defaultCacheDir, toolSet } from '../tools';
import { KubeApi } from '../clusters/KubeApi';
import { LocalMaker } from './LocalMaker';
import { ClusterMaker } from '../clusters/Maker';
import { PlaceBook } from './PlaceBook';
import { runProgram } from '../clusters/programs';
import { Provider } from '../clusters/Provider';

const logger: Logger = {
  info: message => console.log(`${new Date().toISOString()} ${message}`),
  warn: message => console.warn(`${new Date().toISOString()} ${message}`),
};

/**
 * The providers `local` and `crossplane` as a process: `--state DIR --port N --repo DIR
 * --kubeconfig FILE --health PORT`. With `--end` it ends the processes of all local
 * clusters instead and keeps their files, for a hub that is taken down.
 */
async function main() {
  const { values } = parseArgs({
    options: {
      state: { type: 'string' },
      port: { type: 'string' },
      repo: { type: 'string' },
      kubeconfig: { type: 'string' },
      cache: { type: 'string' },
      health: { type: 'string' },
      end: { type: 'boolean', default: false },
    },
  });
  const given = (name: 'state' | 'port' | 'repo' | 'kubeconfig' | 'health') => {
    const value = values[name];
    if (!value) throw new Error(`--${name} is needed`);
    return value;
  };
  const places = new PlaceBook(layout(given('state'), Number(given('port'))));
  if (values.end) {
    await Promise.all(places.list().map(({ name }) => places.end(name)));
    return;
  }
  const cacheDir = values.cache ?? defaultCacheDir(process.env);
  const repoRoot = given('repo');
  const tools = toolSet({ repoRoot, cacheDir });
  const api = new KubeApi(given('kubeconfig'));
  const makers: ClusterMaker[] = [
    new LocalMaker({ places, repoRoot, cacheDir, tools }),
    new CloudMaker({
      ...{ api, repoRoot, tools, logger },
      folder: path.join(given('state'), 'cloud'),
      // The hub's own kubectl, in the place of one on the PATH.
      run: (program, ...rest) => runProgram(tools.path(program), ...rest),
    }),
  ];
  const providers = makers.map(maker => new Provider({ api, maker, logger }));
  const ready = new Set<Provider>();
  const health = http
    .createServer((_, response) => {
      response.writeHead(ready.size === providers.length ? 200 : 503).end();
    })
    .listen(Number(given('health')), '127.0.0.1');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      providers.forEach(provider => provider.stop());
      health.close();
      process.exit(0);
    });
  }
  await Promise.all(
    providers.map(provider => provider.run(() => ready.add(provider))),
  );
}

main().catch(error => {
  logger.warn(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
