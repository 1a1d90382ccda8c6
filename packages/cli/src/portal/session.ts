import { sessionHeader } from '@illm-lab/plugin-auth-local-node';
import { layout } from '@illm-lab/local-hub/control';
import { CliError, UsageError } from '../errors';
import { place } from '../hub/place';
import { runningHub } from '../hub/running';
import { signInSecret } from '../hub/secrets';
import { nearNames } from './nearNames';

/** Person that the CLI acts as when none is named. */
const DEFAULT_USER = 'ada';
/** A token is taken anew this long before its end. */
const RENEW_BEFORE_MS = 60_000;

/** The portal's address: `LAB_URL`, else that of this checkout's hub. */
export async function portalUrl(
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  if (env.LAB_URL) {
    if (!URL.canParse(env.LAB_URL)) {
      throw new UsageError(`LAB_URL “${env.LAB_URL}” is no address.`);
    }
    return env.LAB_URL.replace(/\/+$/, '');
  }
  const hub = await runningHub(place(env).stateDir);
  if (!hub) {
    throw new CliError('The hub does not run. Start it with: ./lab up');
  }
  if (!hub.portal.ready) {
    throw new CliError(
      'The portal does not answer yet. See how far it is with: ./lab status',
    );
  }
  return hub.portal.url;
}

/** Who acts: the person named, else `LAB_USER`, else ada. */
export const userOf = (name?: string) =>
  name ?? process.env.LAB_USER ?? DEFAULT_USER;

/** Errors: UsageError when the portal says who there is, and this is nobody of them. */
export async function checkPerson(url: string, name: string): Promise<void> {
  const people = await peopleOf(url).catch(() => undefined);
  if (people && !people.includes(name)) throw noPerson(name, people);
}

/** Who can sign in; undefined where the portal does not say. */
async function peopleOf(url: string): Promise<string[] | undefined> {
  const response = await fetch(`${url}/api/hub/people`);
  const body = (await response.json()) as { items?: { name: string }[] };
  return response.ok ? body.items?.map(({ name }) => name) : undefined;
}

/**
 * Signed in at the local hub's portal as one of the catalog's people. No browser
 * needs to be let in: this user can read the hub's secret.
 */
export class Session {
  readonly user: string;
  private token?: { value: string; expiresAt: number };

  constructor(readonly url: string, user?: string) {
    this.user = userOf(user);
  }

  /** `fetch` with this person's token, renewed before it ends. */
  fetch: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${await this.currentToken()}`);
    return this.reach(input, { ...init, headers });
  };

  /** `fetch`, with the portal's address in place of "fetch failed". */
  private async reach(...request: Parameters<typeof fetch>) {
    try {
      return await fetch(...request);
    } catch (error) {
      const { cause, message } = error as Error;
      const why = (cause as { code?: string } | undefined)?.code ?? message;
      throw new CliError(
        `The portal at ${this.url} does not answer (${why}). See: ./lab status`,
      );
    }
  }

  /** The person's token, renewed before it ends. */
  async currentToken(): Promise<string> {
    if (!this.token || Date.now() > this.token.expiresAt - RENEW_BEFORE_MS) {
      this.token = await this.signIn();
    }
    return this.token.value;
  }

  private async signIn() {
    const secret = signInSecret(layout(place().stateDir));
    const response = await this.reach(`${this.url}/api/auth/local/refresh`, {
      headers: {
        'X-Requested-With': 'XMLHttpRequest',
        'X-Lab-User': this.user,
        Cookie: await sessionHeader(secret, this.url),
      },
    });
    const body = (await response.json().catch(() => undefined)) as
      | {
          backstageIdentity?: { token: string; expiresInSeconds?: number };
          error?: { message?: string };
        }
      | undefined;
    const identity = body?.backstageIdentity;
    if (!response.ok || !identity) {
      await checkPerson(this.url, this.user);
      const reason = body?.error?.message ?? `HTTP ${response.status}`;
      throw new CliError(
        `Sign-in as ${this.user} was refused: ${reason.replace(
          /\.$/,
          '',
        )}. Name a person of the catalog with --user or LAB_USER.`,
      );
    }
    const seconds = identity.expiresInSeconds ?? 300;
    return {
      value: identity.token,
      expiresAt: Date.now() + seconds * 1000,
    };
  }
}

/** Wrong use: the catalog has nobody of that name. */
function noPerson(name: string, people: string[]): UsageError {
  const near = nearNames(name, people);
  return new UsageError(
    `no such person: ${name}.${
      near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''
    } There ${people.length === 1 ? 'is' : 'are'} ${people.join(', ')}.`,
  );
}
