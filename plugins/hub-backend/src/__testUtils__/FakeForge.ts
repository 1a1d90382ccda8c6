import { createHash } from 'node:crypto';
import http, { Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** The part of GitHub's API through which the portal reads the repository. */
export class FakeForge {
  /** Files of the main branch by path. */
  readonly files = new Map<string, string>();
  /** Paths that were asked for, as they came. */
  readonly asked: string[] = [];
  private readonly server: Server = http.createServer((req, res) => {
    this.asked.push(req.url ?? '/');
    const url = new URL(req.url ?? '/', this.url);
    const path = url.pathname.replace('/api/v3/repos/illm/lab/', '');
    const file = this.files.get(
      decodeURIComponent(path.replace('contents/', '')),
    );
    const folder = decodeURIComponent(path.replace('contents/', ''));
    const inside = [...this.files.keys()].filter(one =>
      one.startsWith(`${folder}/`),
    );
    if (path === 'commits/main/status') {
      res.end(JSON.stringify({ sha: this.commit }));
    } else if (
      file !== undefined &&
      url.searchParams.get('ref') === this.commit
    ) {
      res.end(file);
    } else if (
      inside.length > 0 &&
      url.searchParams.get('ref') === this.commit
    ) {
      res.end(
        JSON.stringify(
          inside.map(one => ({ type: 'file', path: one, sha: this.commit })),
        ),
      );
    } else {
      res.statusCode = 404;
      res.end('{"message":"Not Found"}');
    }
  });

  /** Id of the main branch's commit; other files are another commit. */
  get commit(): string {
    return createHash('sha1')
      .update(JSON.stringify([...this.files]))
      .digest('hex');
  }

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
