import { randomUUID } from 'node:crypto';
import { jwtVerify, JWTPayload, SignJWT } from 'jose';

/** The one algorithm: both ends have the same secret. */
const ALGORITHM = 'HS256';
const SHORTEST_SECRET = 16;

/** What a token is for; one for one purpose is none for the other. */
export type Purpose = 'illm-lab:code' | 'illm-lab:session';

function keyOf(secret: string): Uint8Array {
  if (secret.length < SHORTEST_SECRET) {
    throw new Error(
      `The sign-in secret must be random and at least ${SHORTEST_SECRET} characters long.`,
    );
  }
  return new TextEncoder().encode(secret);
}

/** A token for a purpose that ends after a time, as in `5m`. */
export async function sign(
  secret: string,
  purpose: Purpose,
  lifetime: string,
): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(purpose)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(keyOf(secret));
}

/** What a token says; undefined when it is not of this secret and purpose, or has ended. */
export async function verify(
  secret: string,
  purpose: Purpose,
  token: string,
): Promise<JWTPayload | undefined> {
  const key = keyOf(secret);
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      audience: purpose,
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    return payload;
  } catch {
    return undefined;
  }
}
