import { X509Certificate } from 'node:crypto';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { AddressInfo } from 'node:net';
import { CertificateFiles, CertificateStore, KeyPair } from './index';

const server = {
  commonName: 'server',
  hosts: ['127.0.0.1', 'localhost'],
  usage: ['server' as const],
};
const client = { commonName: 'somebody', usage: ['client' as const] };

/** How a handshake with a server that wants client certificates ends. */
function handshake(
  listener: KeyPair & CertificateFiles,
  caller: { cert?: string; key?: string; caFile: string },
): Promise<string> {
  return new Promise(resolve => {
    const listening = tls.createServer(
      {
        cert: listener.cert,
        key: listener.key,
        ca: readFileSync(listener.caFile),
        requestCert: true,
        rejectUnauthorized: true,
      },
      socket => socket.end(`hello ${socket.getPeerCertificate().subject.CN}`),
    );
    listening.on('tlsClientError', () => {});
    listening.listen(0, '127.0.0.1', () => {
      const { port } = listening.address() as AddressInfo;
      const socket = tls.connect({
        port,
        host: '127.0.0.1',
        cert: caller.cert,
        key: caller.key,
        ca: readFileSync(caller.caFile),
      });
      let answer = 'refused';
      socket.on('data', data => {
        answer = data.toString();
      });
      // What a refusal looks like depends on how far the handshake has come.
      socket.on('error', () => {});
      socket.on('close', () => listening.close(() => resolve(answer)));
    });
  });
}

describe('CertificateStore', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'pki-'));
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(dir, { recursive: true, force: true });
  });

  it('makes certificates that only their own authority vouches for', async () => {
    const store = new CertificateStore(dir);
    const listener = await store.certificate('a', 'one', server);
    const friend = await store.certificate('b', 'one', client);
    const stranger = await store.certificate('c', 'two', client);
    const { caFile } = listener;

    expect(await handshake(listener, friend)).toBe('hello somebody');
    expect(await handshake(listener, { ...stranger, caFile })).toBe('refused');
    expect(await handshake(listener, { caFile })).toBe('refused');
    // The caller does not trust a server of another authority either.
    expect(
      await handshake(listener, { ...friend, caFile: stranger.caFile }),
    ).toBe('refused');
    // A client's certificate is no server's.
    expect(await handshake(friend, friend)).toBe('refused');
  });

  it('writes groups for Kubernetes, and keys that only the owner reads', async () => {
    const { cert, keyFile } = await new CertificateStore(dir).certificate(
      'a',
      'one',
      { ...client, organizations: ['system:masters', 'people'] },
    );
    expect(new X509Certificate(cert).subject.split('\n').sort()).toEqual([
      'CN=somebody',
      'O=people',
      'O=system:masters',
    ]);
    expect(statSync(keyFile).mode % 0o1000).toBe(0o600);
  });

  it('keeps what is good, and makes anew what is not', async () => {
    const make = (hosts = server.hosts) =>
      new CertificateStore(dir)
        .certificate('a', 'one', { ...server, hosts })
        .then(({ cert }) => cert);
    const first = await make();
    expect(await make()).toBe(first);

    const otherHosts = await make(['127.0.0.1', 'lab.localhost']);
    expect(otherHosts).not.toBe(first);
    expect(new X509Certificate(otherHosts).checkHost('lab.localhost')).toBe(
      'lab.localhost',
    );

    jest.useFakeTimers({
      now: new X509Certificate(otherHosts).validToDate.getTime() - 1000,
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'],
    });
    const renewed = await make(['127.0.0.1', 'lab.localhost']);
    expect(renewed).not.toBe(otherHosts);
    expect(new X509Certificate(renewed).validToDate.getTime()).toBeGreaterThan(
      Date.now() + 300 * 24 * 60 * 60 * 1000,
    );
    jest.useRealTimers();

    // What a loss of power may leave of it is no certificate.
    for (const ending of ['key', 'crt']) {
      writeFileSync(path.join(dir, `a.${ending}`), '');
      const mended = await make(['127.0.0.1', 'lab.localhost']);
      expect(new X509Certificate(mended).subject).toBe('CN=server');
    }

    writeFileSync(path.join(dir, 'one-ca.id'), 'of another time');
    expect(await make(['127.0.0.1', 'lab.localhost'])).not.toBe(renewed);
  });
});
