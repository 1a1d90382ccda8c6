import { mockCredentials } from '@backstage/backend-test-utils';
import compression from 'compression';
import express from 'express';
import { once } from 'node:events';
import { AddressInfo, connect, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { EventHub } from './EventHub';
import { EventStreams } from './EventStreams';
import { readTopics } from './readTopics';
import { MAX_BACKLOG_BYTES } from './StreamWriter';

jest.setTimeout(60_000);

/** Streams behind a real server with compression, as the portal's are. */
async function serve() {
  const hub = new EventHub();
  const streams = new EventStreams(hub);
  const app = express();
  // Its types are of another Express than ours; Backstage uses it with this one.
  app.use(compression() as unknown as express.RequestHandler);
  const closed: string[] = [];
  app.get('/events', (req, res, next) => {
    res.on('close', () => closed.push(String(req.query.who)));
    try {
      streams.serve(
        req,
        res,
        ['logs:a:b'],
        mockCredentials.user(`user:default/${req.query.who}`),
      );
    } catch (error) {
      next(error);
    }
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  return {
    hub,
    closed,
    url: `http://127.0.0.1:${port}/events`,
    /** Asks for the stream as a browser does, compressed, and reads it or not. */
    open: async (who: string) => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.write(
        `GET /events?who=${who} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n`,
      );
      const [head] = (await once(socket, 'data')) as [Buffer];
      expect(head.toString('latin1')).toMatch(/content-encoding: gzip/i);
      return socket;
    },
    stop: async () => {
      streams.close();
      sockets.forEach(socket => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}

/** Text that does not get smaller. */
const noise = () => randomBytes(12 * 1024).toString('base64');

async function until(condition: () => boolean) {
  for (let i = 0; i < 200 && !condition(); i++) await sleep(25);
}

describe('event streams, compressed', () => {
  it('cut off who does not read, at 1 MiB that waits, and nobody else', async () => {
    const at = await serve();
    try {
      const reading = await at.open('ada');
      let received = 0;
      reading.on('data', (data: Buffer) => void (received += data.length));
      const stalled = await at.open('grace');
      stalled.pause();
      let sent = 0;
      const keptUp = () =>
        at.closed.length > 0 || received > sent * 0.7 - 128 * 1024;
      while (!at.closed.includes('grace') && sent < 48 * 1024 * 1024) {
        const text = noise();
        sent += text.length;
        at.hub.publish(
          'log',
          { run: 'a', step: 'b', offset: 0, text },
          'logs:a:b',
        );
        // Who reads is given the time to; how fast this machine is does not count.
        await until(keptUp);
      }
      expect(at.closed).toEqual(['grace']);
      // The kernel's socket buffers hold some MiB beside what waits here.
      expect(sent).toBeLessThan(MAX_BACKLOG_BYTES + 16 * 1024 * 1024);
      await until(() => received > sent * 0.7);
      expect(received).toBeGreaterThan(sent * 0.7);
    } finally {
      await at.stop();
    }
  });

  it('send what was missed, or say that it is too much to send again', () => {
    const hub = new EventHub();
    const ids: string[] = [];
    hub.subscribe(['logs:a:b'], undefined, ({ id }) => ids.push(id));
    const log = (text: string) => {
      const data = { run: 'a', step: 'b', offset: 0, text };
      hub.publish('log', data, 'logs:a:b');
    };
    Array.from({ length: 20 }, () => log('x'.repeat(16 * 1024)));
    const since = (id: string, topic = 'logs:a:b') => {
      const { missed, incomplete } = hub.subscribe([topic], id, () => {});
      return { missed: missed.length, incomplete };
    };
    expect(since(ids[9])).toEqual({ missed: 10, incomplete: false });
    expect(since(ids[0])).toEqual({ missed: 0, incomplete: true });
    expect(since(ids[0], 'runs')).toEqual({ missed: 0, incomplete: false });
  });

  it('are of topics that there are', () => {
    expect(readTopics('runs,run:a-1,logs:a-1:b:c,area:nodes,hub')).toHaveLength(
      5,
    );
    expect(() => readTopics('runs,area:weather')).toThrow(
      /no topic “area:weather”. Use runs, .*claims, clusters/,
    );
    expect(() => readTopics('runs,'.repeat(201))).toThrow('at most 200');
  });

  it('refuse a person with too many, and take them again when some are closed', async () => {
    const at = await serve();
    try {
      const mine = await Promise.all(
        Array.from({ length: 30 }, () => at.open('ada')),
      );
      const refused = await fetch(`${at.url}?who=ada`);
      expect(refused.status).toBe(429);
      expect(await refused.text()).toMatch(/30 event streams/);
      await at.open('grace');
      mine[0].destroy();
      await until(() => at.closed.length >= 2);
      await at.open('ada');
    } finally {
      await at.stop();
    }
  });
});
