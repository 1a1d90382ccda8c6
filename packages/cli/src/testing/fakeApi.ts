import { KubeConfig, KubernetesObject } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { Kube } from '../kube';

/** Kinds that the fake knows, as the API server's discovery gives them. */
const KINDS: Record<
  string,
  [kind: string, plural: string, namespaced: boolean][]
> = {
  '/api/v1': [
    ['Namespace', 'namespaces', false],
    ['ServiceAccount', 'serviceaccounts', true],
    ['ConfigMap', 'configmaps', true],
    ['Pod', 'pods', true],
    ['ResourceQuota', 'resourcequotas', true],
    ['Secret', 'secrets', true],
    ['Service', 'services', true],
  ],
  '/apis/networking.k8s.io/v1': [['NetworkPolicy', 'networkpolicies', true]],
  '/apis/rbac.authorization.k8s.io/v1': [
    ['RoleBinding', 'rolebindings', true],
    ['ClusterRole', 'clusterroles', false],
  ],
  '/apis/illm.lab/v1alpha1': [
    ['ExperimentCluster', 'experimentclusters', true],
  ],
  '/apis/argoproj.io/v1alpha1': [
    ['Workflow', 'workflows', true],
    ['WorkflowTemplate', 'workflowtemplates', true],
    ['Application', 'applications', true],
    ['AppProject', 'appprojects', true],
  ],
};

/** An object as the fake keeps it. */
export type Stored = KubernetesObject & {
  metadata: NonNullable<KubernetesObject['metadata']>;
  [field: string]: unknown;
};

/** RFC 6455 has this in every handshake, and this to end. */
const WEBSOCKET = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CLOSE_FRAME = Buffer.from([0x88, 0x00]);

const born = () => ({
  metadata: { creationTimestamp: new Date().toISOString() },
});

/**
 * A small API server: real HTTP, discovery, objects in memory, server-side apply
 * as a merge. What controllers would do is done by `onWrite` and `onDelete`.
 */
export class FakeApi {
  readonly objects = new Map<string, Stored>();
  readonly requests: string[] = [];
  /** Answers of this many requests to come are HTTP 503. */
  failNext = 0;
  /** Container logs by `<namespace>/<pod>`. */
  readonly logs = new Map<string, string>();
  /** After how many characters the next readings of a log break off. */
  readonly logBreaks: number[] = [];
  /** Called after an object was made or changed. */
  onWrite: (object: Stored, path: string) => void = () => {};
  /** Called when removal is asked for; `false` keeps the object. */
  onDelete: (object: Stored, path: string) => boolean = () => true;

  /** Called when a command is run in a container; the container need not be there. */
  onExec: (exec: {
    pod: string;
    container: string;
    command: string[];
  }) => void = () => {};

  private readonly upgraded = new Set<Duplex>();

  private readonly server = createServer((request, response) => {
    void this.answer(request, response);
  });

  /** The kubeconfig of whoever asks it, as text. */
  kubeconfig = '';

  async start(): Promise<Kube> {
    this.server.on('upgrade', (request, socket) => this.exec(request, socket));
    await new Promise<void>(done => {
      this.server.listen(0, '127.0.0.1', done);
    });
    const { port } = this.server.address() as AddressInfo;
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      { name: 'fake', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
      { name: 'fake' },
    );
    this.kubeconfig = config.exportConfig();
    return new Kube(config);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    // Those that were upgraded are the server's no more.
    this.upgraded.forEach(socket => socket.destroy());
    await new Promise(done => {
      this.server.close(done);
    });
  }

  /** The object at a path such as `/api/v1/namespaces/demo`. */
  at(path: string): Stored | undefined {
    return this.objects.get(path);
  }

  /** A command's WebSocket, which is closed as soon as it is open. */
  private exec({ url = '', headers }: IncomingMessage, socket: Duplex) {
    const { pathname, searchParams } = new URL(url, 'http://fake');
    const pod = /\/pods\/([^/]+)\/exec$/.exec(pathname)?.[1] ?? '';
    this.requests.push(`EXEC ${pathname}`);
    const accept = createHash('sha1')
      .update(`${headers['sec-websocket-key']}${WEBSOCKET}`)
      .digest('base64');
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${accept}`,
        'Sec-WebSocket-Protocol: v4.channel.k8s.io',
        '\r\n',
      ].join('\r\n'),
    );
    this.onExec({
      pod,
      container: searchParams.get('container') ?? '',
      command: searchParams.getAll('command'),
    });
    this.upgraded.add(socket);
    socket.end(CLOSE_FRAME);
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(
      request.url ?? '',
      'http://fake',
    );
    this.requests.push(`${request.method} ${pathname}`);
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const fail = (status: number, reason: string) =>
      send(status, {
        kind: 'Status',
        status: 'Failure',
        message: reason,
        code: status,
      });
    if (this.failNext > 0) {
      this.failNext--;
      fail(503, 'the fake is told to be busy');
      return;
    }
    if (KINDS[pathname]) {
      send(200, {
        kind: 'APIResourceList',
        resources: KINDS[pathname].map(([kind, name, namespaced]) => ({
          kind,
          name,
          namespaced,
          verbs: [],
        })),
      });
      return;
    }
    const log = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/.exec(
      pathname,
    );
    if (log) {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const whole = this.logs.get(`${log[1]}/${log[2]}`) ?? '';
      const cut = this.logBreaks.shift();
      if (cut === undefined) {
        response.end(whole);
      } else {
        response.write(whole.slice(0, cut), () => response.destroy());
      }
      return;
    }
    const body = await text(request);
    const sent = body ? (JSON.parse(body) as Stored) : undefined;
    const stored = this.objects.get(pathname);
    switch (request.method) {
      case 'GET':
        if (stored) {
          send(200, stored);
        } else if (this.isCollection(pathname)) {
          send(200, { items: this.list(pathname, searchParams) });
        } else {
          fail(404, `${pathname} not found`);
        }
        break;
      case 'POST':
      case 'PATCH': {
        const path =
          request.method === 'POST'
            ? `${pathname}/${sent?.metadata.name}`
            : pathname;
        const known = this.objects.get(path);
        if (request.method === 'POST' && known) {
          fail(409, `${path} already exists`);
          return;
        }
        const isApply =
          request.headers['content-type']?.includes('apply-patch');
        if (request.method === 'PATCH' && !known && !isApply) {
          fail(404, `${path} not found`);
          return;
        }
        const object = merge(known ?? born(), sent) as Stored;
        this.objects.set(path, object);
        this.onWrite(object, path);
        send(200, object);
        break;
      }
      case 'DELETE':
        if (!stored) {
          fail(404, `${pathname} not found`);
          return;
        }
        if (this.onDelete(stored, pathname)) {
          this.objects.delete(pathname);
        }
        send(200, { kind: 'Status', status: 'Success' });
        break;
      default:
        fail(405, 'method not known');
    }
  }

  private isCollection(path: string): boolean {
    return Object.values(KINDS)
      .flat()
      .some(([, plural]) => path.endsWith(`/${plural}`));
  }

  private list(path: string, query: URLSearchParams): Stored[] {
    const wanted = (query.get('labelSelector') ?? '')
      .split(',')
      .filter(Boolean)
      .map(part => part.split('='));
    return [...this.objects]
      .map(
        ([at, object]) => [at.slice(0, at.lastIndexOf('/')), object] as const,
      )
      .filter(
        ([folder]) =>
          folder === path ||
          // A list of all namespaces names none.
          folder.replace(/\/namespaces\/[^/]+\//, '/') === path,
      )
      .map(([, object]) => object)
      .filter(({ metadata }) =>
        wanted.every(([name, value]) =>
          value === undefined
            ? metadata.labels?.[name] !== undefined
            : metadata.labels?.[name] === value,
        ),
      );
  }
}

function merge(into: unknown, from: unknown): unknown {
  if (typeof from !== 'object' || from === null || Array.isArray(from)) {
    return from;
  }
  const result: Record<string, unknown> = { ...(into as object) };
  for (const [name, value] of Object.entries(from)) {
    result[name] = merge(result[name], value);
  }
  return result;
}

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of request) {
    all += chunk;
  }
  return all;
}
