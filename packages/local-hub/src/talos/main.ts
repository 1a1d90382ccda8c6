import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadApi } from './api';
import { Etcd } from './etcd';
import { HubServices } from './hubServices';
import { serveStandIn } from './server';

/** Files of a certificate: `--<name>-cert`, `--<name>-key` and `--<name>-ca`. */
const certificate = (name: string) => [
  `${name}-cert`,
  `${name}-key`,
  `${name}-ca`,
];
const OPTIONS = [
  'port',
  'descriptors',
  'status',
  'etcd',
  ...certificate('tls'),
  ...certificate('etcd'),
];

/** The Talos API of this host as a process; all options are needed. */
async function main() {
  const { values } = parseArgs({
    options: Object.fromEntries(
      OPTIONS.map(name => [name, { type: 'string' as const }]),
    ),
  });
  const given = (name: string) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`--${name} is needed`);
    return value;
  };
  const files = (name: string) => {
    const [certFile, keyFile, caFile] = certificate(name).map(given);
    return { certFile, keyFile, caFile };
  };
  const standIn = await serveStandIn({
    api: loadApi(readFileSync(given('descriptors'))),
    tls: files('tls'),
    port: Number(given('port')),
    etcd: new Etcd({ url: given('etcd'), ...files('etcd') }),
    hub: new HubServices(given('status')),
  });
  console.log(`Talos API of this host at 127.0.0.1:${standIn.port}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      standIn.close();
      process.exit(0);
    });
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
