import { sign, verify } from './signed';

/** How long a code can be used, in minutes. */
export const CODE_MINUTES = 5;

/** What became of a code: a browser is let in by it, or why not. */
export type Redeemed = 'ok' | 'used' | 'invalid';

/** A code that lets one browser in, once and within {@link CODE_MINUTES}. */
export const makeCode = (secret: string): Promise<string> =>
  sign(secret, 'illm-lab:code', `${CODE_MINUTES}m`);

/**
 * Takes codes, each once. It remembers in memory; a code from before it began is
 * refused, so that a restart does not make a used one good again.
 */
export class CodeBook {
  private readonly since = Math.floor(Date.now() / 1000);
  /** Ends of the codes that were used, in seconds, by their id. */
  private readonly used = new Map<string, number>();

  constructor(private readonly secret: string) {}

  async redeem(code: string): Promise<Redeemed> {
    const claims = await verify(this.secret, 'illm-lab:code', code);
    const { jti, iat = 0, exp = 0 } = claims ?? {};
    if (!jti || iat < this.since) return 'invalid';
    if (this.used.has(jti)) return 'used';
    this.forgetEnded();
    this.used.set(jti, exp);
    return 'ok';
  }

  private forgetEnded() {
    const now = Date.now() / 1000;
    for (const [id, end] of this.used) {
      if (end < now) this.used.delete(id);
    }
  }
}
