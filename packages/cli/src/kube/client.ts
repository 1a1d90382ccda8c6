import {
  Exec,
  KubeConfig,
  KubernetesObject,
  KubernetesObjectApi,
  Log,
  PatchStrategy,
} from '@kubernetes/client-node';
import { PassThrough, Readable, Writable } from 'node:stream';
import { retrying, statusOf } from './retry';
import { ObjectRef } from './types';

/** Name under which the steps own the fields that they set. */
export const FIELD_MANAGER = 'illm-lab';

/** A command in a container is a small thing; one that hangs is left alone. */
const EXEC_MS = 5_000;

/**
 * The API server as the steps use it: objects by reference, absence as
 * `undefined`, and patience while it restarts. Every call may be repeated.
 */
export class Kube {
  private readonly objects: KubernetesObjectApi;

  constructor(private readonly config: KubeConfig) {
    this.objects = KubernetesObjectApi.makeApiClient(config);
  }

  /** The pod's own ServiceAccount inside a cluster, else the usual kubeconfig. */
  static fromEnvironment(): Kube {
    const config = new KubeConfig();
    if (process.env.KUBERNETES_SERVICE_HOST) {
      config.loadFromCluster();
    } else {
      config.loadFromDefault();
    }
    return new Kube(config);
  }

  /** The cluster of a kubeconfig file. */
  static fromFile(file: string): Kube {
    const config = new KubeConfig();
    config.loadFromFile(file);
    return new Kube(config);
  }

  /** Another cluster, by the text of its kubeconfig. */
  static fromKubeconfig(text: string): Kube {
    const config = new KubeConfig();
    config.loadFromString(text);
    return new Kube(config);
  }

  /** Address and credentials, as Argo CD's cluster secrets have them. */
  access() {
    const cluster = this.config.getCurrentCluster();
    const user = this.config.getCurrentUser();
    return {
      server: cluster?.server ?? '',
      config: {
        ...(user?.token && { bearerToken: user.token }),
        tlsClientConfig: {
          ...(cluster?.caData && { caData: cluster.caData }),
          ...(user?.certData && { certData: user.certData }),
          ...(user?.keyData && { keyData: user.keyData }),
        },
      },
    };
  }

  /** The object, or `undefined` when it does not exist. */
  async get<T extends KubernetesObject>(
    ref: ObjectRef,
  ): Promise<T | undefined> {
    return orAbsent(() => retrying(() => this.objects.read(ref) as Promise<T>));
  }

  /** All objects of a kind, of one namespace or of all. */
  async list<T extends KubernetesObject>(
    kind: Pick<ObjectRef, 'apiVersion' | 'kind'> & { namespace?: string },
    labelSelector: string,
  ): Promise<T[]> {
    const { items } = await retrying(() =>
      this.objects.list<T>(
        kind.apiVersion,
        kind.kind,
        kind.namespace,
        undefined,
        undefined,
        undefined,
        undefined,
        labelSelector,
      ),
    );
    return items;
  }

  /** Makes the object, or makes it agree with what is given (server-side). */
  async apply<T extends KubernetesObject>(object: T): Promise<T> {
    return retrying(() =>
      this.objects.patch(
        object,
        undefined,
        undefined,
        FIELD_MANAGER,
        true,
        PatchStrategy.ServerSideApply,
      ),
    );
  }

  /** Makes the object; `false` when one of that name is already there. */
  async create(object: KubernetesObject): Promise<boolean> {
    try {
      await retrying(() =>
        this.objects.create(object, undefined, undefined, FIELD_MANAGER),
      );
      return true;
    } catch (error) {
      if (statusOf(error) === 409) {
        return false;
      }
      throw error;
    }
  }

  /** Merges fields into an object; `undefined` when it does not exist. */
  async merge<T extends KubernetesObject>(
    ref: ObjectRef,
    fields: object,
  ): Promise<T | undefined> {
    const { metadata, ...rest } = fields as { metadata?: object };
    const patch = {
      ...ref,
      ...rest,
      metadata: { ...metadata, ...ref.metadata },
    } as KubernetesObject;
    return orAbsent(() =>
      retrying(
        () =>
          this.objects.patch(
            patch,
            undefined,
            undefined,
            FIELD_MANAGER,
            undefined,
            PatchStrategy.MergePatch,
          ) as Promise<T>,
      ),
    );
  }

  /** Asks for the object's removal; one that is gone is no error. */
  async remove(ref: ObjectRef): Promise<void> {
    await orAbsent(() => retrying(() => this.objects.delete(ref)));
  }

  /**
   * Runs a command in a container and waits for its end, which is also the end of
   * the container where the command makes it so.
   */
  async exec(
    pod: { namespace: string; name: string; container: string },
    command: string[],
  ): Promise<void> {
    const output = new PassThrough().resume();
    const socket = await new Exec(this.config).exec(
      pod.namespace,
      pod.name,
      pod.container,
      command,
      output,
      output,
      null,
      false,
    );
    await new Promise<void>(done => {
      const timer = setTimeout(() => socket.close(), EXEC_MS);
      socket.onclose = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  /**
   * Copies a container's log to a stream, and ends it when the log ends. When the
   * connection breaks the stream is destroyed with the reason.
   */
  async followLog(
    pod: { namespace: string; name: string; container: string },
    to: Writable,
  ): Promise<AbortController> {
    // The client's pipe leaves a stream open whose source has broken off.
    to.once('pipe', (source: Readable) => {
      source.once('error', error => to.destroy(error));
      source.once('close', () => {
        if (!source.readableEnded) to.destroy(new Error('it broke off'));
      });
    });
    return new Log(this.config).log(
      pod.namespace,
      pod.name,
      pod.container,
      to,
      { follow: true },
    );
  }
}

async function orAbsent<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) === 404) {
      return undefined;
    }
    throw error;
  }
}
