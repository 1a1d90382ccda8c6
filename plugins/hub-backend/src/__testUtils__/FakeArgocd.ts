import http, { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What Argo CD knows of an Application's objects. */
export interface FakeObjects {
  tree: { nodes: object[] };
  managed: { items: object[] };
}

/** An action that the server was asked for. */
export interface ArgocdRequest {
  path: string;
  body: Record<string, unknown>;
}

/** Argo CD's API server as the portal meets it, over real HTTP. */
export class FakeArgocd {
  readonly objects = new Map<string, FakeObjects>();
  readonly revisions = new Map<string, object>();
  /** Syncs, rollbacks and refreshes that it was asked for. */
  readonly asked: ArgocdRequest[] = [];
  /** Answer to the next action other than success. */
  refusal?: { status: number; message: string };
  /** How it answers: as it should, after ten seconds, or nonsense. */
  mood: 'well' | 'slow' | 'rubbish' = 'well';
  /** The only token that it knows. */
  token = 'argocd';
  private readonly streams = new Set<[string, ServerResponse]>();
  private server?: Server;
  private port = 0;

  /** @param onAction - what an action does to the hub */
  constructor(private readonly onAction: (request: ArgocdRequest) => void) {}

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
  }

  /** Stops to answer and breaks all connections. */
  async down(): Promise<void> {
    const { server } = this;
    this.streams.clear();
    server?.closeAllConnections();
    await new Promise(resolve => server?.close(resolve) ?? resolve(undefined));
    this.server = undefined;
  }

  /** The objects of an Application are others now; tells those who follow. */
  put(name: string, objects: FakeObjects): void {
    this.objects.set(name, objects);
    this.streams.forEach(([followed, response]) => {
      if (followed === name) {
        response.write(`${JSON.stringify({ result: objects.tree })}\n`);
      }
    });
  }

  private async serve(
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    const url = new URL(req.url ?? '/', this.url);
    const path = url.pathname.replace('/api/v1', '');
    if (this.mood === 'slow') {
      const timer = setTimeout(() => answer(res, 200, {}), 10_000);
      res.on('close', () => clearTimeout(timer));
      return;
    }
    if (this.mood === 'rubbish') {
      res.end('<html>It works!</html>');
      return;
    }
    if (req.headers.authorization !== `Bearer ${this.token}`) {
      answer(res, 401, { message: 'invalid session' });
      return;
    }
    if (path === '/session/userinfo') {
      answer(res, 200, { loggedIn: true, username: 'portal' });
      return;
    }
    const [, name, what = '', revision] =
      path.match(/applications\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?/) ?? [];
    if (path.startsWith('/stream/')) {
      // The headers come with the first change, as the real one sends them.
      const stream: [string, ServerResponse] = [name, res];
      this.streams.add(stream);
      res.on('close', () => this.streams.delete(stream));
    } else if (what === 'resource-tree' || what === 'managed-resources') {
      const objects = this.objects.get(name);
      const key = what === 'resource-tree' ? 'tree' : 'managed';
      answer(res, objects ? 200 : 404, objects?.[key] ?? { message: 'none' });
    } else if (what === 'revisions') {
      const found = this.revisions.get(revision);
      answer(res, found ? 200 : 500, found ?? { message: 'no such revision' });
    } else {
      await this.serveAction(path + url.search, req, res);
    }
  }

  private async serveAction(
    path: string,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    const body = req.method === 'POST' ? await json(req) : {};
    const request = { path, body: body as ArgocdRequest['body'] };
    if (this.refusal) {
      const { status, message } = this.refusal;
      this.refusal = undefined;
      answer(res, status, { code: 9, message });
      return;
    }
    this.asked.push(request);
    this.onAction(request);
    answer(res, 200, { metadata: { name: path.split('/')[2] } });
  }
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
