import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { nodeAgentFlag } from './nodeAgent';

/** What a server was asked for. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/**
 * A loopback address that pods reach, whatever network they have: one of those
 * that the node agent gives to load balancers, at their far end.
 */
function address(): string {
  const [a, b] = (nodeAgentFlag('--lb-cidr') ?? '127.0').split('.');
  return `${a}.${b}.250.1`;
}

/** A server that is there before any run, and keeps what it was asked for. */
export async function startServer() {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, headers, body });
      response.end('{"ok":true}');
    });
  });
  await new Promise<void>(done => {
    server.listen(0, address(), done);
  });
  const { address: host, port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    host,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
