import { connect } from 'node:net';

const TIMEOUT_MS = 30_000;

/** What a Redis answers to a sign-in and a ping. */
export function askRedis(at: {
  host: string;
  port: number;
  password: string;
}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(at.port, at.host);
    let answer = '';
    socket.setTimeout(TIMEOUT_MS, () =>
      socket.destroy(new Error(`${at.host}:${at.port} sent nothing more`)),
    );
    socket.on('data', data => {
      answer += data;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(`AUTH ${at.password}\r\nPING\r\nQUIT\r\n`);
  });
}
