import {
  Client,
  connectivityState,
  credentials,
  Metadata,
  ServiceError,
  status,
} from '@grpc/grpc-js';
import { parse } from 'yaml';
import { talosServices, TalosServices } from './api';
import { canonical } from './sameHost';
import { hostOf, TalosContext } from './talosconfig';
import { certificateFacts, CertificateFacts, probeTls } from './tlsProbe';

/** An answer of the API that is no success. */
export class TalosError extends Error {
  constructor(readonly code: status, message: string) {
    super(message);
    this.name = 'TalosError';
  }

  /** The machine has no such thing, so there is nothing to tell. */
  get isAbsent(): boolean {
    return this.code === status.NOT_FOUND || this.code === status.UNIMPLEMENTED;
  }

  /** Nobody answered at all. */
  get isUnreachable(): boolean {
    return (
      this.code === status.UNAVAILABLE || this.code === status.DEADLINE_EXCEEDED
    );
  }
}

/** A resource of COSI: its spec, parsed from YAML. */
export interface TalosResource {
  id: string;
  spec: unknown;
}

/** How long one call may take. */
export const CALL_TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

interface RawResource {
  metadata?: { id?: string };
  spec?: { yaml_spec?: string };
}

/** A connection to one endpoint. */
interface Link {
  endpoint: string;
  client: Client;
}

/**
 * Calls the Talos API of one machine: directly when it is an endpoint of the
 * context, else through the first endpoint that answers, which passes the call
 * on.
 */
export class TalosClient {
  private readonly links: Link[];
  private readonly metadata = new Metadata();
  /** The one that answered last is asked first. */
  private link: Link;

  constructor(
    private readonly context: TalosContext,
    address: string,
    private readonly timeoutMs = CALL_TIMEOUT_MS,
  ) {
    const own = context.endpoints.find(
      one => canonical(hostOf(one)) === canonical(address),
    );
    if (!own) {
      this.metadata.set('node', address);
    }
    const { ca, key, cert } = context;
    const secure = credentials.createSsl(
      Buffer.from(ca),
      Buffer.from(key),
      Buffer.from(cert),
    );
    this.links = (own ? [own] : context.endpoints).map(endpoint => ({
      endpoint,
      // It connects with its first call.
      client: new Client(endpoint, secure, {
        'grpc.max_receive_message_length': MAX_ANSWER_BYTES,
        // The first call after a fault must not wait for an old back-off.
        'grpc.max_reconnect_backoff_ms': 5_000,
        // Another talosconfig must not get this one's connection.
        'grpc.use_local_subchannel_pool': 1,
      }),
    }));
    [this.link] = this.links;
  }

  /** A unary call of the machine service, such as `Version`. */
  call(method: string, request: object = {}): Promise<unknown> {
    return this.unary('Machine', method, request);
  }

  /** One resource; undefined when the machine has none of that name. */
  async resource(type: string, id: string): Promise<TalosResource | undefined> {
    try {
      const answer = (await this.unary('State', 'Get', {
        namespace: 'runtime',
        type,
        id,
      })) as { resource?: RawResource };
      return readResource(type, answer.resource);
    } catch (error) {
      if (error instanceof TalosError && error.isAbsent) return undefined;
      throw error;
    }
  }

  /** All resources of a type. */
  resources(type: string): Promise<TalosResource[]> {
    return this.through(link => this.list(link, type));
  }

  /** Our certificate. */
  clientCertificate(): CertificateFacts {
    return certificateFacts(this.context.cert);
  }

  /** The certificate of the endpoint; throws, in words, what is wrong with TLS. */
  serverCertificate(): Promise<CertificateFacts> {
    return probeTls(this.link.endpoint, this.context);
  }

  close(): void {
    this.links.forEach(({ client }) => client.close());
  }

  /**
   * Asks through one endpoint after the other until one is there. What an
   * endpoint that is there answers is final: the machine behind it is away.
   */
  private async through<T>(ask: (link: Link) => Promise<T>): Promise<T> {
    const first = this.links.indexOf(this.link);
    const { length } = this.links;
    const order = this.links.map((_, i) => this.links[(first + i) % length]);
    let fault: unknown;
    for (const link of order) {
      try {
        const answer = await ask(link);
        this.link = link;
        return answer;
      } catch (error) {
        if (!(error instanceof TalosError && error.isUnreachable)) throw error;
        fault ??= error;
        if (isConnected(link)) {
          this.link = link;
          throw error;
        }
      }
    }
    throw fault;
  }

  private list({ client, endpoint }: Link, type: string) {
    return new Promise<TalosResource[]>((resolve, reject) => {
      const found: TalosResource[] = [];
      const stream = client.makeServerStreamRequest(
        ...pathAndCodec('State', 'List'),
        { namespace: 'runtime', type },
        this.metadata,
        { deadline: Date.now() + this.timeoutMs },
      );
      stream.on('data', ({ resource }: { resource?: RawResource }) => {
        try {
          found.push(readResource(type, resource));
        } catch (error) {
          stream.cancel();
          reject(error);
        }
      });
      stream.on('error', (error: ServiceError) =>
        reject(this.explain(error, endpoint)),
      );
      stream.on('end', () => resolve(found));
    });
  }

  private unary(
    service: keyof TalosServices,
    name: string,
    request: object,
  ): Promise<unknown> {
    return this.through(
      ({ client, endpoint }) =>
        new Promise((resolve, reject) => {
          client.makeUnaryRequest(
            ...pathAndCodec(service, name),
            request,
            this.metadata,
            { deadline: Date.now() + this.timeoutMs },
            (error, answer) =>
              error ? reject(this.explain(error, endpoint)) : resolve(answer),
          );
        }),
    );
  }

  private explain(error: ServiceError, endpoint: string): TalosError {
    switch (error.code) {
      case status.DEADLINE_EXCEEDED:
        return new TalosError(
          error.code,
          `${endpoint} did not answer within ${this.timeoutMs / 1000} s.`,
        );
      case status.PERMISSION_DENIED:
        return new TalosError(
          error.code,
          `Our client certificate lacks a role: ${error.details}. The portal needs os:reader.`,
        );
      default:
        return new TalosError(error.code, `${error.details}`);
    }
  }
}

function isConnected({ client }: Link): boolean {
  const state = client.getChannel().getConnectivityState(false);
  return state === connectivityState.READY;
}

function pathAndCodec(service: keyof TalosServices, name: string) {
  const { path, requestSerialize, responseDeserialize } =
    talosServices()[service][name];
  return [path, requestSerialize, responseDeserialize] as const;
}

function readResource(type: string, raw?: RawResource): TalosResource {
  const yaml = raw?.spec?.yaml_spec;
  if (typeof yaml !== 'string') {
    throw new Error(`A resource of type ${type} came without its spec.`);
  }
  return { id: raw?.metadata?.id ?? '', spec: parse(yaml) };
}
