import { isLogin, personToken } from '@illm-lab/forge';
import { Layout } from '@illm-lab/local-hub/control';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from '../errors';
import { readSecret } from './secrets';

/** Owner and name of the one repository of the local forge. */
export const REPOSITORY = 'illm/lab';

/** Where systems keep the certificates that they trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/** A person's token for the forge of this hub. */
export function tokenOf(at: Layout, user: string): string {
  if (!isLogin(user)) {
    throw new UsageError(
      `“${user}” can have no token. Use letters, digits, dots and dashes.`,
    );
  }
  return personToken(readSecret(at, 'secrets', 'forge-token'), user);
}

/**
 * What git and gh need to reach the forge as a person, as environment variables.
 * The certificates are the system's with the forge's authority added, since
 * SSL_CERT_FILE takes the place of the system's own.
 */
export function forgeEnvironment(
  at: Layout,
  user: string,
): Record<string, string> {
  const token = tokenOf(at, user);
  const host = `localhost:${at.ports.forge}`;
  return {
    GH_HOST: host,
    GH_REPO: `${host}/${REPOSITORY}`,
    GH_ENTERPRISE_TOKEN: token,
    SSL_CERT_FILE: bundle(at),
    LAB_FORGE_REMOTE: `http://${user}:${token}@${host}/${REPOSITORY}.git`,
  };
}

function bundle(at: Layout): string {
  const file = at.path('pki', 'forge-bundle.crt');
  const system = SYSTEM_BUNDLES.find(one => existsSync(one));
  const parts = [
    ...(system ? [readFileSync(system, 'utf8')] : []),
    readSecret(at, 'pki', 'forge-ca.crt'),
  ];
  writeFileSync(file, `${parts.map(one => one.trim()).join('\n')}\n`);
  return file;
}
