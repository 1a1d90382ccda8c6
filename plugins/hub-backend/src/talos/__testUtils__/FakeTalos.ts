import {
  sendUnaryData,
  Server,
  ServerCredentials,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import { promisify } from 'node:util';
import { talosServices } from '../api';
import healthy from '../__fixtures__/healthy.json';
import { authority, Authority, Pair } from './pki';

type Answers = Record<string, unknown> & {
  resources: Record<string, { id: string; yaml: string }[]>;
};

interface ResourceRequest {
  type: string;
  id: string;
}

const METHODS = Object.keys(healthy).filter(name => name !== 'resources');

/** A machine's Talos API over real mTLS, which the test makes ill. */
export class FakeTalos {
  /** What it answers; a test may change it. */
  answers: Answers = structuredClone(healthy) as Answers;
  /** Calls that never get an answer. */
  readonly silent = new Set<string>();
  /** How often each call came. */
  readonly asked = new Map<string, number>();
  /** Machines that calls were to be passed on to. */
  readonly nodes: string[] = [];
  authority!: Authority;
  port = 0;
  private server?: Server;

  get endpoint(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Starts to answer; again at the same port after {@link down}. */
  async up(): Promise<void> {
    this.authority ??= await authority('talos');
    const own = await this.authority.issue('n100');
    const server = new Server();
    const definition = (service: unknown) => service as ServiceDefinition;
    server.addService(
      definition(talosServices().Machine),
      Object.fromEntries(
        METHODS.map(name => [
          name,
          (
            call: ServerUnaryCall<unknown, unknown>,
            done: sendUnaryData<unknown>,
          ) => this.answer(name, call, done, () => this.answers[name]),
        ]),
      ),
    );
    server.addService(definition(talosServices().State), {
      Get: (
        call: ServerUnaryCall<ResourceRequest, unknown>,
        done: sendUnaryData<unknown>,
      ) =>
        this.answer(call.request.type, call, done, () => {
          const found = this.resources(call.request.type).find(
            ({ metadata }) => metadata.id === call.request.id,
          );
          return found && { resource: found };
        }),
      List: (call: ServerWritableStream<ResourceRequest, unknown>) => {
        const { type } = call.request;
        this.count(type);
        if (this.silent.has(type)) return;
        this.resources(type).forEach(resource => call.write({ resource }));
        call.end();
      },
    });
    this.port = await promisify(server.bindAsync.bind(server))(
      this.endpoint,
      ServerCredentials.createSsl(
        Buffer.from(this.authority.ca),
        [
          {
            private_key: Buffer.from(own.key),
            cert_chain: Buffer.from(own.cert),
          },
        ],
        true,
      ),
    );
    this.server = server;
  }

  /** Stops to answer and breaks all connections. */
  down(): void {
    this.server?.forceShutdown();
    this.server = undefined;
  }

  /** A talosconfig for it; of a client that it lets in unless told. */
  async talosconfig(
    given: { client?: Pair; ca?: string; nodes?: string[] } = {},
  ): Promise<string> {
    const client = given.client ?? (await this.authority.issue('portal'));
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    return JSON.stringify({
      context: 'home',
      contexts: {
        home: {
          endpoints: [this.endpoint],
          nodes: given.nodes ?? ['127.0.0.1'],
          ca: base64(given.ca ?? this.authority.ca),
          crt: base64(client.cert),
          key: base64(client.key),
        },
      },
    });
  }

  private answer(
    name: string,
    call: ServerUnaryCall<unknown, unknown>,
    done: sendUnaryData<unknown>,
    find: () => unknown,
  ): void {
    this.count(name);
    this.nodes.push(...call.metadata.get('node').map(String));
    if (this.silent.has(name)) return;
    const found = find();
    if (found === undefined) {
      done({ code: status.NOT_FOUND, details: `no ${name}` });
    } else {
      done(null, found);
    }
  }

  private resources(type: string) {
    return (this.answers.resources[type] ?? []).map(({ id, yaml }) => ({
      metadata: { id, type, namespace: 'runtime' },
      spec: { yaml_spec: yaml },
    }));
  }

  private count(name: string): void {
    this.asked.set(name, (this.asked.get(name) ?? 0) + 1);
  }
}
