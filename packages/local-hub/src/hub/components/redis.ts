import { ComponentSpec, tcpProbe } from '../../supervisor';
import { HubContext, workFolder } from './context';

/** Redis, Argo CD's cache. Nothing in it is worth keeping. */
export function redis(
  context: HubContext,
  options: {
    locate: () => Promise<{ command: string; version: string }>;
    configFile: string;
  },
): ComponentSpec {
  const port = context.layout.ports.redis;
  const password = context.credentials.secrets.redisPassword;
  let version: string | undefined;
  return {
    name: 'redis',
    version: () => version,
    address: `127.0.0.1:${port}`,
    waitFor: async () => {
      version = (await options.locate()).version;
    },
    launch: async () => ({
      command: (await options.locate()).command,
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
