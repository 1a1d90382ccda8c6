import { readFileSync } from 'node:fs';
import https from 'node:https';
import { parse } from 'yaml';

interface Kubeconfig {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users: {
    user: { 'client-certificate-data': string; 'client-key-data': string };
  }[];
}

/** An answer of the API server that was not 2xx. */
export class ApiError extends Error {
  constructor(readonly status: number, body: string) {
    super(`HTTP ${status}: ${messageOf(body)}`);
    this.name = 'ApiError';
  }
}

function messageOf(body: string): string {
  try {
    return String(JSON.parse(body).message ?? body);
  } catch {
    // Not Kubernetes' own answer: the text itself is all there is.
    return body.slice(0, 300);
  }
}

const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

const base64 = (text: string) => Buffer.from(text, 'base64');

/**
 * The hub's API server by the few calls that the provider needs; a client
 * library would take more memory than the provider itself.
 */
export class KubeApi {
  private readonly server: string;
  private readonly agent: https.Agent;

  /** @param kubeconfig - file with a client certificate in it */
  constructor(kubeconfig: string) {
    const { clusters, users } = parse(
      readFileSync(kubeconfig, 'utf8'),
    ) as Kubeconfig;
    const [{ cluster }] = clusters;
    const [{ user }] = users;
    this.server = cluster.server;
    this.agent = new https.Agent({
      keepAlive: true,
      ca: base64(cluster['certificate-authority-data']),
      cert: base64(user['client-certificate-data']),
      key: base64(user['client-key-data']),
    });
  }

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.json<T>('GET', path, { signal });
  }

  /** Merges fields into an object, or into a part of it such as `/status`. */
  merge<T>(path: string, body: object): Promise<T> {
    return this.json<T>('PATCH', path, { body, type: PATCH_TYPES.merge });
  }

  /** Makes an object, or makes it agree with what is given. */
  apply<T>(path: string, body: object): Promise<T> {
    const query = '?fieldManager=local-clusters&force=true';
    return this.json<T>('PATCH', `${path}${query}`, {
      body,
      type: PATCH_TYPES.apply,
    });
  }

  /** Removes an object; one that is gone is no error. */
  async remove(path: string): Promise<void> {
    try {
      await this.json('DELETE', path, {});
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  /** Calls back for each line of a watch until the server ends it. */
  async watch(
    path: string,
    onLine: (line: unknown) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const response = await this.send('GET', path, { signal });
    response.setEncoding('utf8');
    let rest = '';
    for await (const chunk of response) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines.filter(Boolean)) onLine(JSON.parse(line));
    }
  }

  private async json<T>(
    method: string,
    path: string,
    options: { body?: object; type?: string; signal?: AbortSignal },
  ): Promise<T> {
    const response = await this.send(method, path, {
      ...options,
      signal: options.signal ?? AbortSignal.timeout(15_000),
    });
    return JSON.parse(await textOf(response)) as T;
  }

  private async send(
    method: string,
    path: string,
    options: { body?: object; type?: string; signal: AbortSignal },
  ) {
    const { body, type, signal } = options;
    const response = await new Promise<import('node:http').IncomingMessage>(
      (resolve, reject) => {
        const request = https.request(
          `${this.server}${path}`,
          {
            method,
            agent: this.agent,
            signal,
            headers: type ? { 'content-type': type } : {},
          },
          resolve,
        );
        request.on('error', reject);
        request.end(body && JSON.stringify(body));
      },
    );
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) {
      throw new ApiError(status, await textOf(response));
    }
    return response;
  }
}

async function textOf(response: NodeJS.ReadableStream): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) text += chunk;
  return text;
}
