import { createServer as createHttp, RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { AddressInfo, createServer, Socket } from 'node:net';

/** A certificate and its key, in PEM format. */
export interface TlsPair {
  cert: string;
  key: string;
}

/** A listener for both schemes. */
export interface Listener {
  port: number;
  close(): void;
}

/** First byte of a TLS connection: a handshake record. */
const TLS_HANDSHAKE = 22;

/**
 * Listens for HTTP and, with a certificate, for HTTPS on the same port: the
 * first byte of a connection tells which it is. So the forge has one address,
 * whatever a client insists on (`gh` on https). Errors: the system's own.
 */
export async function listen(
  handler: RequestListener,
  options: { port: number; host: string; tls?: TlsPair },
): Promise<Listener> {
  const { port, host, tls } = options;
  const http = createHttp(handler);
  const https = tls && createHttps(tls, handler);
  const open = new Set<Socket>();
  const door = createServer(socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', first => {
      socket.pause();
      const isTls = (first as Buffer)[0] === TLS_HANDSHAKE;
      const server = isTls && https ? https : http;
      socket.unshift(first);
      server.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(port, host, () => {
      door.off('error', reject);
      resolve();
    });
  });
  return {
    port: (door.address() as AddressInfo).port,
    close() {
      door.close();
      for (const socket of open) socket.destroy();
    },
  };
}
