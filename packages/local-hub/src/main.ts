import { parseArgs } from 'node:util';
import { HubRuntime } from './hub/HubRuntime';
import { DEFAULT_PORT, layout } from './hub/layout';
import { lockState, Logger, serveControls } from './supervisor';
import { defaultCacheDir, toolSet } from './tools';

const logger: Logger = {
  info: message => console.log(`${new Date().toISOString()} ${message}`),
  warn: message => console.warn(`${new Date().toISOString()} ${message}`),
};

/** The supervisor as a process: `--state DIR --repo DIR [--port N]`. */
async function main() {
  const { values } = parseArgs({
    options: {
      state: { type: 'string' },
      repo: { type: 'string' },
      port: { type: 'string', default: `${DEFAULT_PORT}` },
    },
  });
  if (!values.state || !values.repo) {
    throw new Error('Both --state and --repo are needed');
  }
  const place = layout(values.state, Number(values.port));
  await lockState(place.stateDir);
  const runtime = new HubRuntime({
    repoRoot: values.repo,
    layout: place,
    cacheDir: defaultCacheDir(process.env),
    tools: toolSet({ repoRoot: values.repo }),
    logger,
  });
  let closeControls = () => {};
  const stop = async (why: string) => {
    logger.info(`Stopping: ${why}`);
    await runtime.stop();
    closeControls();
    logger.info('Stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop(signal));
  }
  await runtime.start();
  closeControls = await serveControls(place.runDir, {
    status: () => runtime.status(),
    stop: () => void stop('asked to'),
    restart: name => runtime.restart(name),
  });
}

main().catch(error => {
  logger.warn(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
