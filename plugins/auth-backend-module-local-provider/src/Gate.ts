import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  admits,
  CodeBook,
  makeSession,
  Redeemed,
  SESSION_DAYS,
  sessionCookie,
} from '@illm-lab/plugin-auth-local-node';
import { CookieOptions, Request } from 'express';
import { isLoopbackAddress } from './loopback';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Who may sign in: loopback is not one person, so a browser is let in by a
 * one-time code, which only who reads the install's secret can make, and keeps a
 * session in a cookie.
 */
export class Gate {
  private readonly codes: CodeBook;

  constructor(private readonly secret: string, readonly portalUrl: string) {
    this.codes = new CodeBook(secret);
  }

  /** The gate of `auth.providers.local.secret`. Errors: the configuration's own. */
  static fromConfig(config: RootConfigService): Gate {
    return new Gate(
      config.getString('auth.providers.local.secret'),
      config.getString('app.baseUrl'),
    );
  }

  /** Whether a request carries this hub's session. */
  async isOpenTo(request: Request): Promise<boolean> {
    return (
      isLoopbackAddress(request.socket.remoteAddress) &&
      admits(this.secret, this.portalUrl, request.headers.cookie)
    );
  }

  /** Takes a code, which is of no more use then. */
  redeem(code: string): Promise<Redeemed> {
    return this.codes.redeem(code);
  }

  /** The cookie of a browser that is let in. */
  async newCookie(): Promise<[string, string, CookieOptions]> {
    return [
      sessionCookie(this.portalUrl),
      await makeSession(this.secret),
      {
        httpOnly: true,
        sameSite: 'strict',
        maxAge: SESSION_DAYS * DAY_MS,
        path: '/',
      },
    ];
  }
}
