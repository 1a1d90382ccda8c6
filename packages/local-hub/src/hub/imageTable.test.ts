import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeImageTable } from './imageTable';

describe('writeImageTable', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'images-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const write = (find: (binary: string) => string | undefined) =>
    JSON.parse(
      readFileSync(
        writeImageTable(dir, {
          find,
          node: '/opt/node',
          bundle: '/opt/lab.cjs',
        }),
        'utf8',
      ),
    ).images as Array<{
      match: string;
      binds?: unknown[];
      installs?: unknown[];
    }>;

  it('names the programs by absolute paths', () => {
    const images = write(binary => `/tools/${binary}`);
    expect(images.map(({ match }) => match)).toEqual([
      'alpine',
      'busybox',
      'ghcr.io/illm-lab/lab',
      'grafana/k6',
      'ghcr.io/illm-lab/target',
      'quay.io/argoproj/argoexec',
    ]);
    expect(images[3].binds).toEqual([
      { source: '/tools/k6', target: '/usr/local/bin/k6' },
    ]);
    expect(images[5].installs).toEqual([
      { source: '/tools/argoexec', target: '/var/run/argo/argoexec' },
    ]);
    expect(images[2].binds).toContainEqual({
      source: path.join(dir, 'lab'),
      target: '/usr/local/bin/lab',
    });
    const script = path.join(dir, 'lab');
    expect(statSync(script).mode % 0o1000).toBe(0o755);
    expect(() => execFileSync('sh', ['-n', script])).not.toThrow();
  });

  it('runs Redis where the host has one', () => {
    const file = writeImageTable(dir, {
      find: () => undefined,
      redis: '/usr/bin/redis-server',
      node: '/opt/node',
      bundle: '/opt/lab.cjs',
    });
    expect(JSON.parse(readFileSync(file, 'utf8')).images).toContainEqual({
      match: 'redis',
      entrypoint: ['redis-server'],
      binds: [
        {
          source: '/usr/bin/redis-server',
          target: '/usr/local/bin/redis-server',
        },
      ],
      env: { LAB_POD_IP: '$(LAB_POD_IP)' },
    });
  });

  it('leaves out what is not built', () => {
    expect(write(() => undefined).map(({ match }) => match)).toEqual([
      'alpine',
      'busybox',
      'ghcr.io/illm-lab/lab',
    ]);
  });
});
