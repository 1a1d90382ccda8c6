import { RootConfigService } from '@backstage/backend-plugin-api';

const LOOPBACK_V4 = /^127(\.\d{1,3}){3}$/;

/** Whether an IP address, as a socket reports it, is one of this machine's own. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (!address) {
    return false;
  }
  const bare = address.replace(/^::ffff:/i, '');
  return bare === '::1' || LOOPBACK_V4.test(bare);
}

/**
 * Throws unless `backend.listen` names a loopback address.
 *
 * Sign-in without a password is safe only where nobody else can connect, so a
 * wider address is a fault of the configuration and stops the start.
 */
export function assertListensOnLoopback(config: RootConfigService): void {
  const host = readListenHost(config);
  if (host !== 'localhost' && !isLoopbackAddress(host)) {
    throw new Error(
      `auth.providers.local signs people in without a password, but backend.listen is ${
        host ? `'${host}'` : 'every address of this machine'
      }. Set backend.listen to 127.0.0.1:<port>, or remove auth.providers.local.`,
    );
  }
}

function readListenHost(config: RootConfigService): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    const host = listen.slice(0, Math.max(listen.lastIndexOf(':'), 0));
    return host.replace(/^\[|\]$/g, '') || undefined;
  }
  return config.getOptionalString('backend.listen.host');
}
