import { KubeConfig } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { RequestOptions } from 'node:https';
import { HttpStatusError, openStream, requestJson } from './httpRequest';

/**
 * Access to a cluster's API server. The kubeconfig is read again for each new
 * connection: on a local hub it appears after the portal has started, and tokens
 * are renewed.
 */
export class KubeConnection {
  /**
   * @param source - path of the kubeconfig, or what gives the configuration
   *   otherwise; in-cluster configuration when absent
   */
  constructor(
    private readonly source: string | undefined | (() => KubeConfig),
  ) {}

  /** The configuration as it is now. Throws when there is none yet. */
  config(): KubeConfig {
    if (typeof this.source === 'function') {
      return this.source();
    }
    const config = new KubeConfig();
    if (this.source === undefined) {
      config.loadFromCluster();
    } else {
      config.loadFromFile(this.source);
    }
    return config;
  }

  /** Token of the configured user, if it has one; a pod's is in a file. */
  token(): string | undefined {
    const user = this.config().getCurrentUser();
    const file: unknown = user?.authProvider?.config?.tokenFile;
    return typeof file === 'string'
      ? readFileSync(file, 'utf8').trim()
      : user?.token;
  }

  /** GET of a JSON document, which `signal` may cut short. */
  async get<T>(
    path: string,
    query: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<T> {
    return requestJson<T>({ ...(await this.request(path, query)), signal });
  }

  /**
   * Server-side apply of an object at its path: the fields in it become those
   * of this manager, others stay as they are.
   */
  async apply(path: string, manager: string, object: unknown): Promise<void> {
    const query = { fieldManager: manager, force: 'true' };
    await requestJson({
      ...(await this.request(path, query)),
      method: 'PATCH',
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: object,
    });
  }

  /** Removes an object; one that is gone already is no error. */
  async remove(path: string): Promise<void> {
    try {
      await requestJson({
        ...(await this.request(path, {})),
        method: 'DELETE',
      });
    } catch (error) {
      if (!(error instanceof HttpStatusError && error.status === 404)) {
        throw error;
      }
    }
  }

  /**
   * Asks the API server what it would say to an object, without a change: by
   * its schema, defaults, rules and policies, with nothing unknown in it.
   *
   * @param options.as - user to ask as, whom this one may impersonate
   * @param options.apply - as an apply to what may be there; else as a new one
   * @throws HttpStatusError with the server's Status
   */
  async dryRun(
    path: string,
    object: unknown,
    options: { as: string; manager: string; apply: boolean },
    signal?: AbortSignal,
  ): Promise<void> {
    const query = {
      dryRun: 'All',
      fieldValidation: 'Strict',
      fieldManager: options.manager,
      ...(options.apply && { force: 'true' }),
    };
    await requestJson({
      ...(await this.request(path, query)),
      method: options.apply ? 'PATCH' : 'POST',
      headers: {
        'Impersonate-User': options.as,
        'content-type': options.apply
          ? 'application/apply-patch+yaml'
          : 'application/json',
      },
      body: object,
      signal,
    });
  }

  /**
   * GET of a text that may go on for a long time.
   *
   * @param idleTimeout - milliseconds without any byte after which it is given
   *   up; 0 is never, as a step may be silent for as long as it likes
   */
  async stream(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
    idleTimeout = 0,
  ): Promise<IncomingMessage> {
    return openStream({
      ...(await this.request(path, query)),
      signal,
      idleTimeout,
    });
  }

  private async request(path: string, query: Record<string, string>) {
    const config = this.config();
    const cluster = config.getCurrentCluster();
    if (!cluster) {
      throw new Error('The kubeconfig has no current cluster.');
    }
    const url = new URL(`${cluster.server}${path}`);
    url.search = new URLSearchParams(query).toString();
    const tls: RequestOptions = {};
    await config.applyToHTTPSOptions(tls);
    return { url, tls };
  }
}
