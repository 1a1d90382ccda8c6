import { ResponseError } from '@backstage/errors';
import { HUB_PLUGIN_ID } from '../constants';

/** What the client needs of Backstage, in the browser or elsewhere. */
export interface HubClientApis {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/** Options of every call. */
export interface HubRequestOptions {
  /** Token of the user or service to act as, where `fetchApi` adds none. */
  token?: string;
  signal?: AbortSignal;
}

/** Method and JSON body of a call that is no GET. */
export interface HubRequestInit {
  method: string;
  body?: unknown;
}

/** Sends calls to the hub; rejects with a `ResponseError` on failure. */
export class HubHttp {
  constructor(private readonly apis: HubClientApis) {}

  /** Base address of the hub's API. */
  baseUrl(): Promise<string> {
    return this.apis.discoveryApi.getBaseUrl(HUB_PLUGIN_ID);
  }

  /** A call whose answer is JSON. */
  async json<T>(
    path: string,
    options?: HubRequestOptions,
    init?: HubRequestInit,
  ): Promise<T> {
    const response = await this.request(path, options, init);
    return (await response.json()) as T;
  }

  /** A call whose answer is text. */
  async text(path: string, options?: HubRequestOptions): Promise<string> {
    return (await this.request(path, options)).text();
  }

  private async request(
    path: string,
    options: HubRequestOptions = {},
    init: HubRequestInit = { method: 'GET' },
  ): Promise<Response> {
    const response = await this.apis.fetchApi.fetch(
      `${await this.baseUrl()}${path}`,
      {
        method: init.method,
        signal: options.signal,
        headers: {
          ...(options.token && { Authorization: `Bearer ${options.token}` }),
          ...(init.body !== undefined && {
            'Content-Type': 'application/json',
          }),
        },
        ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

/** A query string with its `?`; what is undefined is left out. */
export function queryString(values: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return text && `?${text}`;
}
