import { KubeConfig } from '@kubernetes/client-node';
import { IncomingMessage } from 'node:http';
import { RequestOptions } from 'node:https';
import { openStream, requestJson } from './httpRequest';

/**
 * Access to the hub's API server. The kubeconfig is read again for each new
 * connection: on a local hub it appears after the portal has started, and tokens
 * are renewed.
 */
export class KubeConnection {
  /** @param path - of the kubeconfig; in-cluster configuration when absent */
  constructor(private readonly path: string | undefined) {}

  /** The configuration as it is now. Throws when there is none yet. */
  config(): KubeConfig {
    const config = new KubeConfig();
    if (this.path === undefined) {
      config.loadFromCluster();
    } else {
      config.loadFromFile(this.path);
    }
    return config;
  }

  /** Token of the configured user, if it has one. */
  token(): string | undefined {
    return this.config().getCurrentUser()?.token;
  }

  /** GET of a JSON document. */
  async get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    return requestJson<T>(await this.request(path, query));
  }

  /** GET of a text that may go on for a long time. */
  async stream(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    return openStream({
      ...(await this.request(path, query)),
      signal,
      // A step may be silent for as long as it likes.
      idleTimeout: 0,
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
