import { readFileSync } from 'node:fs';
import https from 'node:https';
import { json } from 'node:stream/consumers';
import { parse } from 'yaml';

/** How many requests are under way at once. */
const AT_ONCE = 24;

interface Kubeconfig {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users: {
    user: { 'client-certificate-data': string; 'client-key-data': string };
  }[];
}

/** The API server of a hub, as its administrator. */
export class ApiServer {
  private readonly server: string;
  private readonly agent: https.Agent;

  constructor(kubeconfig: string) {
    const { clusters, users } = parse(
      readFileSync(kubeconfig, 'utf8'),
    ) as Kubeconfig;
    const pem = (data: string) => Buffer.from(data, 'base64');
    this.server = clusters[0].cluster.server;
    this.agent = new https.Agent({
      keepAlive: true,
      maxSockets: AT_ONCE,
      ca: pem(clusters[0].cluster['certificate-authority-data']),
      cert: pem(users[0].user['client-certificate-data']),
      key: pem(users[0].user['client-key-data']),
    });
  }

  /** Reads an object or a list; undefined when there is none. */
  async read<T>(path: string): Promise<T | undefined> {
    const answer = (await this.request('GET', path, undefined, [200, 404])) as
      | (T & { kind?: string; code?: number })
      | undefined;
    return answer?.code === 404 ? undefined : answer;
  }

  /** Makes objects; those that are there already stay as they are. */
  create(path: string, objects: object[]): Promise<void> {
    return each(objects, one => this.request('POST', path, one, [201, 409]));
  }

  /** Deletes objects at once; those that are gone already are no fault. */
  delete(paths: string[]): Promise<void> {
    return each(paths, path =>
      this.request('DELETE', path, { gracePeriodSeconds: 0 }, [200, 202, 404]),
    );
  }

  close(): void {
    this.agent.destroy();
  }

  private request(
    method: string,
    path: string,
    body: object | undefined,
    expected: number[],
  ): Promise<unknown> {
    const payload = body && JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = https.request(
        `${this.server}${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            'content-type': 'application/json',
            // Node leaves it out of a DELETE, and the body then makes no sense.
            ...(payload && { 'content-length': Buffer.byteLength(payload) }),
          },
        },
        async response => {
          const answer = await json(response).catch(() => undefined);
          if (expected.includes(response.statusCode ?? 0)) {
            resolve(answer);
          } else {
            reject(
              new Error(
                `${method} ${path}: ${response.statusCode} ${JSON.stringify(
                  answer,
                )}`,
              ),
            );
          }
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  }
}

async function each<T>(
  items: T[],
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
        await act(one);
      }
    }),
  );
}
