import { createHmac, randomUUID } from 'node:crypto';

/** Argo CD's account for the portal, as `argocd-cm` declares it. */
export const ARGOCD_PORTAL_ACCOUNT = 'portal';

const base64url = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * An API key of an Argo CD account, as `argocd account generate-token` makes
 * one: a JSON Web Token that Argo CD's own key has signed. It holds once
 * `argocd-secret` lists it, see {@link argocdTokenRecord}.
 *
 * @param serverKey - `server.secretkey` of `argocd-secret`
 */
export function signArgocdToken(serverKey: string, account: string): string {
  const now = Math.floor(Date.now() / 1000);
  const signed = [
    base64url({ alg: 'HS256', typ: 'JWT' }),
    base64url({
      iss: 'argocd',
      sub: `${account}:apiKey`,
      jti: randomUUID(),
      iat: now,
      nbf: now,
    }),
  ].join('.');
  const signature = createHmac('sha256', serverKey).update(signed);
  return `${signed}.${signature.digest('base64url')}`;
}

/** What Argo CD keeps of a token: without it the token opens nothing. */
export function argocdTokenRecord(token: string): { id: string; iat: number } {
  const [, payload] = token.split('.');
  const { jti, iat } = JSON.parse(
    Buffer.from(payload, 'base64url').toString('utf8'),
  ) as { jti: string; iat: number };
  return { id: jti, iat };
}
