import http, { Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** The part of GitHub's API through which the portal reads the repository. */
export class FakeForge {
  /** Files of the main branch by path. */
  readonly files = new Map<string, string>();
  /** Paths that were asked for, as they came. */
  readonly asked: string[] = [];
  commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
  private readonly server: Server = http.createServer((req, res) => {
    this.asked.push(req.url ?? '/');
    const url = new URL(req.url ?? '/', this.url);
    const path = url.pathname.replace('/api/v3/repos/illm/lab/', '');
    const file = this.files.get(
      decodeURIComponent(path.replace('contents/', '')),
    );
    if (path === 'commits/main/status') {
      res.end(JSON.stringify({ sha: this.commit }));
    } else if (
      file !== undefined &&
      url.searchParams.get('ref') === this.commit
    ) {
      res.end(file);
    } else {
      res.statusCode = 404;
      res.end('{"message":"Not Found"}');
    }
  });

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  async up(): Promise<void> {
    await new Promise<void>(resolve =>
      this.server.listen(0, '127.0.0.1', resolve),
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
