import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { ConfigMap, KubeObject, Workflow } from '../kube/types';

const KINDS = [
  'workflows',
  'configmaps',
  'secrets',
  'nodes',
  'pods',
  'applications',
  'namespaces',
  'events',
  'compositeresourcedefinitions',
  'databases',
  'instances',
] as const;
type Kind = (typeof KINDS)[number];

/** Where Argo's server has the template of all runs. */
export const RUN_TEMPLATE = '/api/v1/workflow-templates/experiments/experiment';

/** A request that the Argo server got. */
export interface ArgoRequest {
  method: string;
  path: string;
  body: { workflow: Workflow };
}

/** The log of a pod: lines so far, and whether the container has ended. */
interface FakeLog {
  lines: string[];
  ended: boolean;
  readers: Set<ServerResponse>;
}

/**
 * The hub as the portal meets it, over real HTTP: list and watch of Workflows
 * and ConfigMaps, pods' logs, and Argo's server on the same port.
 */
export class FakeCluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  readonly kubeconfig = join(this.folder, 'kubeconfig');
  /** What Argo's server was asked. */
  readonly asked: ArgoRequest[] = [];
  /** Answers of Argo's server other than success, by `<method> <path>`. */
  readonly refusals = new Map<
    string,
    { status: number; message: string; code?: number }
  >();
  /** Answers to GET by path, such as the metrics server's. */
  readonly documents = new Map<string, unknown>([
    ['/version', { gitVersion: 'v1.35.4' }],
    [RUN_TEMPLATE, { metadata: { name: 'experiment' } }],
  ]);
  /** How it answers from now on: not at all, or something else than asked. */
  mood?: 'silent' | 'rubbish';
  private readonly objects: Record<Kind, Map<string, KubeObject>> = {
    workflows: new Map(),
    configmaps: new Map(),
    secrets: new Map(),
    nodes: new Map(),
    pods: new Map(),
    applications: new Map(),
    namespaces: new Map(),
    events: new Map(),
    compositeresourcedefinitions: new Map(),
    databases: new Map(),
    instances: new Map(),
  };
  private readonly watchers = new Set<[Kind, ServerResponse]>();
  /** Every change, for watches that begin at an earlier revision. */
  private readonly history: [Kind, number, string][] = [];
  private readonly logs = new Map<string, FakeLog>();
  private server?: Server;
  private port = 0;
  private revision = 1000;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts to answer; again at the same port after {@link down}. */
  async up(): Promise<void> {
    this.server = http.createServer((req, res) => void this.serve(req, res));
    await new Promise<void>(resolve =>
      this.server!.listen(this.port, '127.0.0.1', resolve),
    );
    this.port = (this.server.address() as AddressInfo).port;
    writeFileSync(
      this.kubeconfig,
      JSON.stringify({
        'current-context': 'hub',
        contexts: [{ name: 'hub', context: { cluster: 'hub', user: 'hub' } }],
        clusters: [
          {
            name: 'hub',
            cluster: { server: this.url, 'insecure-skip-tls-verify': true },
          },
        ],
        users: [{ name: 'hub', user: { token: 'portal' } }],
      }),
    );
  }

  /** Stops to answer and breaks all connections, as SIGKILL does. */
  async down(): Promise<void> {
    const { server } = this;
    this.watchers.clear();
    this.logs.forEach(log => log.readers.clear());
    server?.closeAllConnections();
    await new Promise(resolve => server?.close(resolve) ?? resolve(undefined));
    this.server = undefined;
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true });
  }

  /** A Workflow is made or changed; it gets the next resourceVersion. */
  put(workflow: Workflow): void {
    this.store('workflows', workflow);
  }

  putConfigMap(configMap: ConfigMap): void {
    this.store('configmaps', configMap);
  }

  /** An object of another kind is made or changed. */
  putObject(kind: Kind, object: KubeObject): void {
    this.store(kind, object);
  }

  remove(workflow: Workflow): void {
    this.removeObject('workflows', workflow);
  }

  removeObject(kind: Kind, object: KubeObject): void {
    const key = keyOf(object);
    const gone = this.stamp(this.objects[kind].get(key) ?? object);
    this.objects[kind].delete(key);
    this.tell(kind, 'DELETED', gone);
  }

  /** A pod writes a line. */
  write(pod: string, time: string, text: string): void {
    const log = this.log(pod);
    log.lines.push(`${time} ${text}\n`);
    log.readers.forEach(reader => reader.write(log.lines.at(-1)));
  }

  /** A pod's container ends. */
  end(pod: string): void {
    const log = this.log(pod);
    log.ended = true;
    log.readers.forEach(reader => reader.end());
  }

  private log(pod: string): FakeLog {
    const log = this.logs.get(pod) ?? {
      lines: [],
      ended: false,
      readers: new Set(),
    };
    this.logs.set(pod, log);
    return log;
  }

  private store(kind: Kind, object: KubeObject): void {
    const key = keyOf(object);
    const known = this.objects[kind].has(key);
    const stamped = this.stamp(object);
    this.objects[kind].set(key, stamped);
    this.tell(kind, known ? 'MODIFIED' : 'ADDED', stamped);
  }

  private stamp<T extends KubeObject>(object: T): T {
    this.revision += 1;
    return {
      ...object,
      metadata: {
        ...object.metadata,
        resourceVersion: String(this.revision),
      },
    };
  }

  private tell(kind: Kind, type: string, object: KubeObject): void {
    const line = `${JSON.stringify({ type, object })}\n`;
    this.history.push([kind, this.revision, line]);
    this.watchers.forEach(([watched, response]) => {
      if (watched === kind) {
        response.write(line);
      }
    });
  }

  private async serve(
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    const url = new URL(req.url ?? '/', this.url);
    const [, pod] = url.pathname.match(/\/pods\/([^/]+)\/log$/) ?? [];
    const [, argo] =
      url.pathname.match(/^\/api\/v1\/workflows\/experiments(.*)$/) ?? [];
    if (this.mood === 'silent') return;
    if (this.mood === 'rubbish') {
      answer(res, 200, { welcome: 'to another server' });
    } else if (req.headers.authorization !== 'Bearer portal') {
      answer(res, 401, { message: 'who are you?' });
    } else if (this.documents.has(url.pathname)) {
      answer(res, 200, this.documents.get(url.pathname));
    } else if (pod) {
      this.serveLog(pod, url, res);
    } else if (argo !== undefined) {
      await this.serveArgo(argo, req, res);
    } else {
      const kind = KINDS.find(one => url.pathname.endsWith(`/${one}`));
      if (kind) {
        this.serveList(kind, url, res);
      } else {
        answer(res, 404, { message: `no ${url.pathname}` });
      }
    }
  }

  private serveList(kind: Kind, url: URL, res: ServerResponse): void {
    if (url.searchParams.get('watch') === 'true') {
      const since = Number(url.searchParams.get('resourceVersion'));
      res.writeHead(200, { 'content-type': 'application/json' });
      res.flushHeaders();
      this.history
        .filter(([of, revision]) => of === kind && revision > since)
        .forEach(([, , line]) => res.write(line));
      const watcher: [Kind, ServerResponse] = [kind, res];
      this.watchers.add(watcher);
      res.on('close', () => this.watchers.delete(watcher));
      return;
    }
    answer(res, 200, {
      metadata: { resourceVersion: String(this.revision) },
      items: [...this.objects[kind].values()],
    });
  }

  private serveLog(pod: string, url: URL, res: ServerResponse): void {
    const log = this.logs.get(pod);
    if (!log) {
      answer(res, 404, { message: `pods "${pod}" not found` });
      return;
    }
    // As the API server does, only whole seconds count.
    const since = (url.searchParams.get('sinceTime') ?? '').slice(0, 19);
    res.writeHead(200, { 'content-type': 'text/plain' });
    res.flushHeaders();
    res.write(log.lines.filter(line => line.slice(0, 19) >= since).join(''));
    if (log.ended) {
      res.end();
    } else {
      log.readers.add(res);
    }
  }

  private async serveArgo(
    path: string,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    const method = req.method ?? '';
    const body =
      method === 'GET' ? undefined : ((await json(req)) as ArgoRequest['body']);
    if (body) {
      this.asked.push({ method, path, body });
    }
    const refusal = this.refusals.get(`${method} ${path}`);
    if (refusal) {
      const { status, message, code = 3 } = refusal;
      answer(res, status, { code, message });
      return;
    }
    const named = this.objects.workflows.get(
      `experiments/${path.split('/')[1]}`,
    );
    if (method === 'POST' && path === '' && body) {
      const key = keyOf(body.workflow);
      if (this.objects.workflows.has(key)) {
        answer(res, 409, { code: 6, message: 'already exists' });
        return;
      }
      this.put({
        ...body.workflow,
        metadata: {
          ...body.workflow.metadata,
          uid: `uid-${this.revision}`,
          creationTimestamp: new Date().toISOString(),
        },
      });
      answer(res, 200, this.objects.workflows.get(key));
    } else if (path === '/lint' && body) {
      answer(res, 200, body.workflow);
    } else if (!named) {
      answer(res, 404, { code: 5, message: 'not found' });
    } else {
      if (method === 'PUT') {
        const workflow = named as Workflow;
        this.put({ ...workflow, spec: { ...workflow.spec, shutdown: 'Stop' } });
      }
      answer(res, 200, named);
    }
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
