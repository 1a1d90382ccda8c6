import {
  handleUnaryCall,
  sendUnaryData,
  Server,
  ServerCredentials,
  ServerWritableStream,
  ServiceDefinition,
  status,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import { hostname, machine } from 'node:os';
import { promisify } from 'node:util';
import { CertificateFiles } from '../pki';
import { TalosApi } from './api';
import { Etcd } from './etcd';
import { HubServices } from './hubServices';
import { loadAverages, memory, systemStat } from './procfs';
import { Resource, Resources } from './resources';
import { mounts } from './storage';

/** What the stand-in is made of. */
export interface StandInOptions {
  api: TalosApi;
  /** Who it is, and the authority of those who may ask. */
  tls: CertificateFiles;
  port: number;
  etcd: Etcd;
  hub: HubServices;
}

interface ResourceRequest {
  namespace: string;
  type: string;
  id: string;
}

/** A handler for what this host can say; a failure is one of that call only. */
function unary<Request>(
  answer: (request: Request) => unknown,
): handleUnaryCall<Request, unknown> {
  return async (call, callback: sendUnaryData<unknown>) => {
    try {
      callback(null, await answer(call.request));
    } catch (error) {
      const { code, message } = error as { code?: unknown; message: string };
      callback({
        code: typeof code === 'number' ? code : status.UNAVAILABLE,
        details: message,
      });
    }
  };
}

/** The machine service wraps its answers: one message per machine. */
const message = async (body: object | Promise<object>) => ({
  messages: [{ metadata: { hostname: hostname() }, ...(await body) }],
});

function machineService({
  etcd,
  hub,
}: StandInOptions): UntypedServiceImplementation {
  return {
    // No tag: this is no Talos, and so of no version of it.
    Version: unary(() =>
      message({
        version: { os: 'linux', arch: machine() },
        platform: { name: 'illm-lab' },
      }),
    ),
    Hostname: unary(() => message({ hostname: hostname() })),
    LoadAvg: unary(() => message(loadAverages())),
    Memory: unary(() => message({ meminfo: memory() })),
    SystemStat: unary(() => message(systemStat())),
    Mounts: unary(async () => message({ stats: await mounts() })),
    ServiceList: unary(() => message({ services: hub.services() })),
    EtcdMemberList: unary(async () =>
      message({ members: await etcd.members() }),
    ),
    EtcdStatus: unary(async () =>
      message({ member_status: await etcd.status() }),
    ),
    EtcdAlarmList: unary(async () =>
      message({ member_alarms: await etcd.alarms() }),
    ),
  };
}

function stateService(resources: Resources): UntypedServiceImplementation {
  return {
    Get: unary(({ type, id }: ResourceRequest) => {
      const resource = resources.list(type).find(one => one.metadata.id === id);
      if (!resource) {
        throw Object.assign(new Error(`resource ${type} ${id} doesn't exist`), {
          code: status.NOT_FOUND,
        });
      }
      return { resource };
    }),
    List: (
      call: ServerWritableStream<ResourceRequest, { resource: Resource }>,
    ) => {
      try {
        resources
          .list(call.request.type)
          .forEach(resource => call.write({ resource }));
        call.end();
      } catch (error) {
        call.destroy(
          Object.assign(error as Error, { code: status.UNAVAILABLE }),
        );
      }
    },
  };
}

/**
 * Serves Talos's API on loopback with what this host can say of itself. It only
 * answers questions: all that would change something is not implemented.
 *
 * @returns how to end it
 */
export async function serveStandIn(
  options: StandInOptions,
): Promise<{ port: number; close(): void }> {
  const { api, tls } = options;
  const server = new Server();
  // The same shape, described by two libraries.
  const definition = (service: unknown) => service as ServiceDefinition;
  server.addService(definition(api.machine), machineService(options));
  server.addService(
    definition(api.state),
    stateService(new Resources(api, options.hub)),
  );
  const credentials = ServerCredentials.createSsl(
    readFileSync(tls.caFile),
    [
      {
        private_key: readFileSync(tls.keyFile),
        cert_chain: readFileSync(tls.certFile),
      },
    ],
    true,
  );
  const port = await promisify(server.bindAsync.bind(server))(
    `127.0.0.1:${options.port}`,
    credentials,
  );
  return { port, close: () => server.forceShutdown() };
}
