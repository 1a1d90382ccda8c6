import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../supervisor';

/** A host file that a container sees, read-only. */
interface Bind {
  source: string;
  target: string;
}

/** How the node agent runs containers of an image; see its README. */
interface Image {
  match: string;
  entrypoint: string[];
  cmd?: string[];
  binds?: Bind[];
  installs?: Bind[];
  env?: Record<string, string>;
}

const BIN = '/usr/local/bin';
const LAB_HOME = '/usr/local/lib/lab';

/** Where the programs of the images are on this host. */
export interface ImagePrograms {
  /** Path of a tool's binary; undefined while it is not built. */
  find: (binary: string) => string | undefined;
  /** A redis-server of this host, if it has one. */
  redis?: string;
  node: string;
  /** The `lab` CLI in one file. */
  bundle: string;
  /** The script that runs it. */
  wrapper: string;
}

const program = (source: string, name: string): Image => ({
  match: '',
  entrypoint: [name],
  binds: [{ source, target: `${BIN}/${name}` }],
});

/** The images that the local hub can run. */
export function images(programs: ImagePrograms): Image[] {
  const shell: Omit<Image, 'match'> = { entrypoint: [], cmd: ['/bin/sh'] };
  const table: Image[] = [
    { match: 'alpine', ...shell },
    { match: 'busybox', ...shell },
    {
      match: 'ghcr.io/illm-lab/lab',
      entrypoint: ['lab'],
      binds: [
        { source: programs.node, target: `${LAB_HOME}/node` },
        { source: programs.bundle, target: `${LAB_HOME}/lab.cjs` },
        { source: programs.wrapper, target: `${BIN}/lab` },
      ],
    },
  ];
  const k6 = programs.find('k6');
  if (k6) table.push({ ...program(k6, 'k6'), match: 'grafana/k6' });
  const target = programs.find('lab-target');
  if (target) {
    table.push({
      ...program(target, 'lab-target'),
      match: 'ghcr.io/illm-lab/target',
      // Where pods share the host's network, it listens on the pod's address.
      env: { LAB_POD_IP: '$(LAB_POD_IP)' },
    });
  }
  if (programs.redis) {
    table.push({
      ...program(programs.redis, 'redis-server'),
      match: 'redis',
      env: { LAB_POD_IP: '$(LAB_POD_IP)' },
    });
  }
  const argoexec = programs.find('argoexec');
  if (argoexec) {
    table.push({
      ...program(argoexec, 'argoexec'),
      match: 'quay.io/argoproj/argoexec',
      installs: [{ source: argoexec, target: '/var/run/argo/argoexec' }],
    });
  }
  return table;
}

/** Writes the table, and the script that it names. Returns the table's file. */
export function writeImageTable(
  dir: string,
  programs: Omit<ImagePrograms, 'wrapper'>,
): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const wrapper = path.join(dir, 'lab');
  writeFileSync(
    wrapper,
    `#!/bin/sh\nexec ${LAB_HOME}/node ${LAB_HOME}/lab.cjs "$@"\n`,
  );
  chmodSync(wrapper, 0o755);
  const file = path.join(dir, 'images.json');
  writeFileAtomic(
    file,
    JSON.stringify({ images: images({ ...programs, wrapper }) }, null, 2),
  );
  return file;
}
