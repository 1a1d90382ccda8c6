import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from '../../host';
import { ComponentSpec, tcpProbe } from '../../supervisor';
import { HubContext, workFolder } from './context';

const RETRY_MS = 60_000;

/** Redis, Argo CD's cache. Nothing in it is worth keeping. */
export function redis(
  context: HubContext,
  options: {
    find: () => Promise<Redis | undefined>;
    install: () => Promise<Redis>;
    configFile: string;
  },
): ComponentSpec {
  const port = context.layout.ports.redis;
  const password = context.credentials.secrets.redisPassword;
  let found: Redis | undefined;
  return {
    name: 'redis',
    version: () => found?.version,
    address: `127.0.0.1:${port}`,
    waitFor: async (report, signal) => {
      found = await options.find();
      while (!found) {
        report('Taking Redis from PyPI');
        try {
          found = await options.install();
        } catch (error) {
          report(error instanceof Error ? error.message : String(error));
          await sleep(RETRY_MS, undefined, { signal });
          // It may have been installed in the meantime.
          found = await options.find();
        }
      }
    },
    launch: () => ({
      command: found!.command,
      args: [options.configFile],
      env: {},
      cwd: workFolder(context, 'redis'),
    }),
    ready: tcpProbe(port, {
      say: `AUTH ${password}\r\nPING\r\n`,
      expect: /\+PONG/,
    }),
  };
}
