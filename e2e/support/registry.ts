import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { nodeAgentFlag } from './nodeAgent';

interface Index {
  manifests: {
    mediaType: string;
    digest: string;
    annotations?: Record<string, string>;
  }[];
}

/** What a registry says of a problem, by the OCI distribution specification. */
const problem = (code: string, message: string) =>
  JSON.stringify({ errors: [{ code, message }] });

/**
 * A registry on loopback that serves a folder of OCI layouts and wants a password:
 * the reading half of the OCI distribution specification.
 *
 * @param layouts - folder whose folder NAME is the repository NAME
 */
export async function startRegistry(layouts: string, credentials: string) {
  const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string | Buffer) =>
      response
        .writeHead(status, {
          'Content-Type': type,
          'Content-Length': Buffer.byteLength(body),
        })
        .end(request.method === 'HEAD' ? undefined : body);
    if (request.headers.authorization !== wanted) {
      response.setHeader('WWW-Authenticate', 'Basic realm="e2e"');
      answer(401, 'application/json', problem('UNAUTHORIZED', 'who are you?'));
      return;
    }
    const [, name, kind, ref] =
      /^\/v2\/([a-z0-9-]+)\/(manifests|blobs)\/([\w:.-]+)$/.exec(
        request.url ?? '',
      ) ?? [];
    if (!name) {
      answer(200, 'application/json', '{}');
      return;
    }
    const folder = path.join(layouts, name);
    if (!existsSync(folder)) {
      const body = problem('NAME_UNKNOWN', `no repository ${name} is here`);
      answer(404, 'application/json', body);
      return;
    }
    const { manifests }: Index = JSON.parse(
      readFileSync(path.join(folder, 'index.json'), 'utf8'),
    );
    const one = manifests.find(({ digest, annotations = {} }) =>
      [digest, annotations['org.opencontainers.image.ref.name']].includes(ref),
    );
    const digest = kind === 'manifests' ? one?.digest : ref;
    const blob = path.join(folder, 'blobs', (digest ?? '').replace(':', '/'));
    if (!digest || !existsSync(blob)) {
      const body = problem('MANIFEST_UNKNOWN', `no ${ref} of ${name}`);
      answer(404, 'application/json', body);
      return;
    }
    response.setHeader('Docker-Content-Digest', digest);
    answer(
      200,
      one?.mediaType ?? 'application/octet-stream',
      readFileSync(blob),
    );
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Logs the hub in at a registry, as `docker --config FOLDER login HOST` does.
 *
 * @returns what logs it out again
 */
export function logHubIn(host: string, credentials: string): () => void {
  const folder = nodeAgentFlag('--registry-logins')!;
  const file = path.join(folder, 'config.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const auth = Buffer.from(credentials).toString('base64');
  writeFileSync(file, JSON.stringify({ auths: { [host]: { auth } } }), {
    mode: 0o600,
  });
  return () => rmSync(file);
}
