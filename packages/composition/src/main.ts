import { ServerCredentials } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { handler } from './adapter';

/** Where a package's runtime finds its certificates on a hub of containers. */
const CERTIFICATES = '/tls/server';

/** Only who has a certificate of Crossplane's authority may ask. */
function secure(folder: string): ServerCredentials {
  const file = (name: string) => readFileSync(path.join(folder, name));
  return ServerCredentials.createSsl(
    file('ca.crt'),
    [{ private_key: file('tls.key'), cert_chain: file('tls.crt') }],
    true,
  );
}

/**
 * The function as a process: `[--address HOST:PORT] [--tls-server-certs-dir DIR
 * | --insecure] [--debug]`, as Crossplane starts a function's package.
 */
async function main() {
  const { values } = parseArgs({
    options: {
      address: { type: 'string', default: '0.0.0.0:9443' },
      'tls-server-certs-dir': { type: 'string', default: CERTIFICATES },
      insecure: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
    },
  });
  // An ES module, which the transform of a CommonJS one has to load like this.
  const sdk = await import('@crossplane-org/function-sdk-typescript');
  const logger = pino({ level: values.debug ? 'debug' : 'info' });
  const runner = new sdk.FunctionRunner(sdk.fromCompose(handler(sdk)), logger);
  const server = sdk.newGrpcServer(runner, logger);
  server.bindAsync(
    values.address,
    values.insecure
      ? ServerCredentials.createInsecure()
      : secure(values['tls-server-certs-dir']),
    error => {
      if (error) throw error;
      logger.info(`listening on ${values.address}`);
    },
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => server.tryShutdown(() => process.exit(0)));
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
