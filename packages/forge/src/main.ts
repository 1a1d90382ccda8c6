import { optionsFromEnv } from './config';
import { consoleLogger } from './logger';
import { startForge } from './startForge';

/** The forge as a process of its own, set up by its environment (see `optionsFromEnv`). */
async function main() {
  const forge = await startForge(optionsFromEnv(process.env));
  const stop = () => {
    forge.close().then(
      () => process.exit(0),
      error => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown) {
  consoleLogger.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

main().catch(fail);
