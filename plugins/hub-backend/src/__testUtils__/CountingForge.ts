import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createHash } from 'node:crypto';
import http, { IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** A forge's API that answers by path, knows its ETags as GitHub does, and counts. */
export class CountingForge {
  /** Answers by path and query below the repository; what is missing is a 404. */
  readonly answers = new Map<string, unknown>();
  /** Every call, as `status path`. */
  readonly calls: string[] = [];
  /** Takes over an answer; for faults. */
  behave?: (response: ServerResponse, path: string) => void;
  private readonly server = http.createServer((req, res) =>
    this.answer(req, res),
  );

  async up(): Promise<void> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
  }

  /** What a client of it is made with. */
  get access() {
    const host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return {
      config: { repository: `http://${host}/illm/lab` },
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              { host, apiBaseUrl: `http://${host}/api/v3`, token: 'secret' },
            ],
          },
        }),
      ),
    };
  }

  private answer(req: IncomingMessage, res: ServerResponse): void {
    const path = req.url!.replace('/api/v3/repos/illm/lab', '');
    res.on('finish', () => this.calls.push(`${res.statusCode} ${path}`));
    if (this.behave) {
      this.behave(res, path);
      return;
    }
    if (!this.answers.has(path)) {
      res.statusCode = 404;
      res.end('{"message":"Not Found"}');
      return;
    }
    const text = JSON.stringify(this.answers.get(path));
    const etag = `W/"${createHash('sha1').update(text).digest('hex')}"`;
    res.setHeader('ETag', etag);
    if (req.headers['if-none-match'] === etag) {
      res.statusCode = 304;
      res.end();
      return;
    }
    res.end(text);
  }
}
