import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../supervisor';
import { ARGOCD_PORTAL_ACCOUNT, signArgocdToken } from './argocdToken';

const NAMES = {
  forgeToken: 'forge-token',
  webhookSecret: 'webhook-secret',
  backendSecret: 'backend-secret',
  signInSecret: 'sign-in-secret',
  argocdServerKey: 'argocd-server-secret',
  redisPassword: 'redis-password',
  prometheusPassword: 'prometheus-password',
  openCostToken: 'opencost-token',
} as const;

/** Random values of one install. */
export type Secrets = Readonly<
  Record<
    | keyof typeof NAMES
    | 'portalToken'
    | 'argoServerToken'
    | 'argocdPortalToken',
    string
  >
>;

function keep(file: string, make: () => string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const value = make();
  writeFileAtomic(file, `${value}\n`);
  return value;
}

const base64url = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A random token that reads like a JSON Web Token: Argo takes a bearer token's
 * subject from its payload, for the label that says who made a workflow. It
 * is valid because the API server's token file lists it, not by its signature.
 */
const readableToken = (subject: string) =>
  [
    base64url({ alg: 'none', typ: 'JWT' }),
    base64url({ iss: 'illm-lab', sub: subject }),
    randomBytes(32).toString('base64url'),
  ].join('.');

/** The users that the API server knows by a token. */
export const TOKEN_USERS = {
  portal: 'system:serviceaccount:illm-lab:portal',
  argoServer: 'system:serviceaccount:argo:argo-server',
} as const;

/** Reads the secrets of a hub, after making those that are missing. */
export function loadSecrets(dir: string): Secrets {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const random = Object.fromEntries(
    Object.entries(NAMES).map(([key, file]) => [
      key,
      keep(path.join(dir, file), () => randomBytes(32).toString('base64url')),
    ]),
  ) as Record<keyof typeof NAMES, string>;
  return {
    ...random,
    argocdPortalToken: keep(path.join(dir, 'argocd-portal-token'), () =>
      signArgocdToken(random.argocdServerKey, ARGOCD_PORTAL_ACCOUNT),
    ),
    portalToken: keep(path.join(dir, 'portal-token'), () =>
      readableToken(TOKEN_USERS.portal),
    ),
    argoServerToken: keep(path.join(dir, 'argo-server-token'), () =>
      readableToken(TOKEN_USERS.argoServer),
    ),
  };
}
