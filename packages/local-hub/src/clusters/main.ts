import http from 'node:http';
import { parseArgs } from 'node:util';
import { layout } from '../hub/layout';
import { Logger } from '../supervisor';
import { defaultCacheDir, toolSet } from '../tools';
import { KubeApi } from './KubeApi';
import { LocalMaker } from './LocalMaker';
import { PlaceBook } from './PlaceBook';
import { Provider } from './Provider';

const logger: Logger = {
  info: message => console.log(`${new Date().toISOString()} ${message}`),
  warn: message => console.warn(`${new Date().toISOString()} ${message}`),
};

/**
 * The provider `local` as a process: `--state DIR --port N --repo DIR
 * --kubeconfig FILE --health PORT`. With `--end` it ends all clusters' processes
 * instead and keeps their files, for a hub that is taken down.
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
  const provider = new Provider({
    api: new KubeApi(given('kubeconfig')),
    maker: new LocalMaker({
      places,
      repoRoot: given('repo'),
      cacheDir,
      tools: toolSet({ repoRoot: given('repo'), cacheDir }),
    }),
    logger,
  });
  let ready = false;
  const health = http
    .createServer((_, response) => {
      response.writeHead(ready ? 200 : 503).end();
    })
    .listen(Number(given('health')), '127.0.0.1');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      provider.stop();
      health.close();
      process.exit(0);
    });
  }
  await provider.run(() => {
    ready = true;
  });
}

main().catch(error => {
  logger.warn(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
