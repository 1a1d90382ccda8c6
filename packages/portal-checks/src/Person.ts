import { sessionHeader } from '@illm-lab/plugin-auth-local-node';
import { Run } from '@illm-lab/plugin-hub-common';
import { SIGN_IN_SECRET } from './config';

/** Somebody who is signed in, at one address of the portal. */
export class Person {
  private constructor(readonly url: string, private readonly token: string) {}

  /**
   * Signs in as the local hub does.
   *
   * @param cookie - of a browser that was let in there; by default at a replica
   */
  static async signIn(
    name: string,
    url: string,
    cookie?: string,
  ): Promise<Person> {
    const response = await fetch(`${url}/api/auth/local/refresh`, {
      headers: {
        'X-Requested-With': 'XMLHttpRequest',
        'X-Lab-User': name,
        Cookie: cookie ?? (await sessionHeader(SIGN_IN_SECRET, url)),
      },
    });
    if (!response.ok) throw new Error(await response.text());
    const { backstageIdentity } = (await response.json()) as {
      backstageIdentity: { token: string };
    };
    return new Person(url, backstageIdentity.token);
  }

  /** The same person at another address; a token holds at every replica. */
  at(url: string): Person {
    return new Person(url, this.token);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${this.token}` },
    });
  }

  /** @throws with the answer when it is not 2xx */
  async json<T>(path: string, body?: object): Promise<T> {
    const response = await this.fetch(
      path,
      body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  startRun(experiment: string, idempotencyKey: string): Promise<Run> {
    return this.json('/api/hub/runs', { experiment, idempotencyKey });
  }
}
