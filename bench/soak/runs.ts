import { Layout } from '@illm-lab/local-hub/control';
import { HubClient } from '@illm-lab/plugin-hub-common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../hub/ApiServer';
import { signIn } from '../support/portal';

const POLL_MS = 500;
/** Far beyond what a short run takes on a slow computer. */
const TIMEOUT_MS = 300_000;
/** Tokens are good for an hour; each gets a few runs. */
const TOKEN_MS = 10 * 60_000;

/** The smallest run that puts load on something: one user for one second. */
const SHORT = {
  experiment: 'http-quick',
  parameters: { vus: '1', duration: '1s', pause: '0.5' },
};

/** Short runs on a hub, one after the other. */
export class Runs {
  private token?: { value: string; until: number };
  private readonly client: HubClient;

  constructor(
    private readonly place: Layout,
    private readonly portal: string,
    private readonly api: ApiServer,
  ) {
    this.client = new HubClient({
      discoveryApi: { getBaseUrl: async id => `${portal}/api/${id}` },
      fetchApi: {
        fetch: async (input, init) => {
          const headers = new Headers(init?.headers);
          headers.set('authorization', `Bearer ${await this.currentToken()}`);
          return fetch(input, { ...init, headers });
        },
      },
    });
  }

  /**
   * Starts a run and waits until it has ended and its namespace is gone. What it
   * found counts for nothing here, but it must have found something.
   *
   * @returns when it ended, in ms since 1970
   */
  async one(): Promise<number> {
    const { id } = await this.client.createRun({
      ...SHORT,
      idempotencyKey: randomUUID(),
    });
    const deadline = Date.now() + TIMEOUT_MS;
    for (;;) {
      const run = await this.client.getRun({ id });
      if (run.finishedAt && run.verdict && (await this.isCleanedUp(id))) {
        return Date.parse(run.finishedAt);
      }
      if (run.finishedAt && !run.verdict && run.phase !== 'Succeeded') {
        throw new Error(`${id} has no result: ${run.message}`);
      }
      if (Date.now() > deadline) {
        throw new Error(`${id} has not ended: ${run.phase}, ${run.message}`);
      }
      await sleep(POLL_MS);
    }
  }

  private async isCleanedUp(id: string): Promise<boolean> {
    return (await this.api.read(`/api/v1/namespaces/${id}`)) === undefined;
  }

  private async currentToken(): Promise<string> {
    if (!this.token || Date.now() > this.token.until) {
      const value = await signIn(this.place, this.portal);
      this.token = { value, until: Date.now() + TOKEN_MS };
    }
    return this.token.value;
  }
}
