import net, { AddressInfo } from 'node:net';

/** Ports of loopback that nobody has at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve, reject) => {
          const server = net.createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(one => (one.address() as AddressInfo).port);
  await Promise.all(
    servers.map(one => new Promise(resolve => one.close(resolve))),
  );
  return ports;
}
