import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STATE } from './hub';

const OCI = 'application/vnd.oci.image';
const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** The lab's small server, as a program of this host. */
function labTarget(): string {
  const { images } = JSON.parse(
    readFileSync(path.join(STATE, 'images', 'images.json'), 'utf8'),
  ) as { images: { match: string; binds?: { source: string }[] }[] };
  return images.find(one => one.match.endsWith('illm-lab/target'))!.binds![0]
    .source;
}

/**
 * Writes an image into a folder of OCI layouts: one static web server, which
 * listens on 8080 of all addresses, and nothing else.
 *
 * @param layouts - the folder; the image is `localhost/<name>:<tag>`
 */
export function writeImage(layouts: string, name: string, tag: string) {
  const folder = path.join(layouts, name);
  const root = mkdtempSync(path.join(tmpdir(), 'e2e-image-'));
  const blobs = path.join(folder, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const blob = (mediaType: string, content: Buffer) => {
    const digest = createHash('sha256').update(content).digest('hex');
    writeFileSync(path.join(blobs, digest), content);
    return { mediaType, digest: `sha256:${digest}`, size: content.length };
  };
  const json = (mediaType: string, value: object) =>
    blob(mediaType, Buffer.from(JSON.stringify(value)));
  try {
    copyFileSync(labTarget(), path.join(root, 'web'));
    const layer = blob(
      `${OCI}.layer.v1.tar`,
      execFileSync('tar', ['--create', '--directory', root, 'web'], {
        maxBuffer: 2 ** 28,
      }),
    );
    const config = json(`${OCI}.config.v1+json`, {
      architecture: ARCHITECTURES[process.arch],
      os: 'linux',
      config: { Entrypoint: ['/web'], Env: ['LAB_POD_IP=0.0.0.0'] },
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    });
    const manifest = json(`${OCI}.manifest.v1+json`, {
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      config,
      layers: [layer],
    });
    writeFileSync(
      path.join(folder, 'index.json'),
      JSON.stringify({
        schemaVersion: 2,
        manifests: [
          {
            ...manifest,
            annotations: { 'org.opencontainers.image.ref.name': tag },
          },
        ],
      }),
    );
    writeFileSync(
      path.join(folder, 'oci-layout'),
      JSON.stringify({ imageLayoutVersion: '1.0.0' }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}
