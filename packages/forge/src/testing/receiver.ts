import { createHmac } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { SECRET } from './fixture';

export interface Received {
  event: string;
  delivery: string;
  signed: boolean;
  payload: any;
}

/**
 * Something that takes webhooks, and answers as it is told. A delivery that is
 * repeated counts once: a forge that is stopped before it has the answer sends
 * it again.
 */
export class Receiver {
  readonly received: Received[] = [];
  readonly refused: string[] = [];
  /** Status of the next answers. */
  status = 200;

  private constructor(private readonly server: Server, readonly url: string) {}

  static async start(port = 0): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>(resolve => {
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${address.port}/api/webhook`;
    const receiver = new Receiver(server, url);
    server.on('request', async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const digest = createHmac('sha256', SECRET).update(body).digest('hex');
      const event = String(req.headers['x-github-event']);
      const delivery = String(req.headers['x-github-delivery']);
      const seen = receiver.received.some(it => it.delivery === delivery);
      if (receiver.status === 200 && !seen) {
        receiver.received.push({
          event,
          delivery,
          signed: req.headers['x-hub-signature-256'] === `sha256=${digest}`,
          payload: JSON.parse(body.toString()),
        });
      } else if (!seen) {
        receiver.refused.push(event);
      }
      res.writeHead(receiver.status).end();
    });
    return receiver;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}

/** Waits until `test` holds, and says what was missing when it doesn't. */
export async function until(what: string, test: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!test()) {
    if (Date.now() > end) {
      throw new Error(`waited in vain until ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
