import { layout, readStatusFile } from '@illm-lab/local-hub/control';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../hub/ApiServer';
import { residentMiB } from '../hub/measure';
import { ClusterSet, removeNamespace, Role } from './ClusterSet';

const ROOT = path.resolve(__dirname, '../..');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** What three control planes together may take, in ms and in times one alone. */
const TOGETHER_MS = 10_000;
const TIMES_ALONE = 2.2;
/** What an orchestrator with Argo may take, in ms. */
const ARGO_MS = 25_000;
const SETTLE_MS = 5_000;

const seconds = (ms: number) => Number((ms / 1000).toFixed(1));
const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Programs that were told of a folder, by flag or environment, and their memory. */
function processesOf(folder: string): { program: string; mib: number }[] {
  return readdirSync('/proc')
    .filter(pid => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap(pid => {
      try {
        const told = ['cmdline', 'environ'].map(file =>
          readFileSync(`/proc/${pid}/${file}`, 'utf8'),
        );
        return told.join('\0').includes(folder)
          ? [
              {
                program: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(),
                mib: residentMiB(Number(pid)),
              },
            ]
          : [];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

interface Round {
  controlPlanes: number;
  ready: number;
  argo: number;
  removed: number;
  mib: number[];
}

async function measure(
  api: ApiServer,
  roles: Role[],
  options: { id: string; clusters: string },
): Promise<Round> {
  const set = new ClusterSet(api, roles, options.id);
  const folderOf = (name: string) => `${path.join(options.clusters, name)}/`;
  try {
    await set.create();
    const controlPlanes = await set.ready('ControlPlaneReady');
    const ready = await set.ready('Ready');
    const argo = roles.includes('orchestrator')
      ? await set.ready('ArgoReady')
      : 0;
    await sleep(SETTLE_MS);
    const mib = set.names.map(name =>
      processesOf(folderOf(name)).reduce((sum, one) => sum + one.mib, 0),
    );
    const removed = await set.remove();
    const left = set.names.flatMap(name => processesOf(folderOf(name)));
    if (left.length > 0) {
      throw new Error(`Left: ${left.map(({ program }) => program).join(', ')}`);
    }
    return { controlPlanes, ready, argo, removed, mib };
  } finally {
    await set.remove();
  }
}

/** Clusters of the local hub: one alone and three together, turn by turn. */
async function main() {
  const place = layout(process.env.LAB_STATE ?? path.join(ROOT, '.lab'));
  if (!readStatusFile(place.statusFile)) {
    throw new Error('No hub runs there. Start one: ./lab up --detach');
  }
  const api = new ApiServer(place.path('kube', 'admin.kubeconfig'));
  const clusters = place.path('clusters');
  const alone: Round[] = [];
  const three: Round[] = [];
  console.log(
    `${cpus().length} processors, ${cpus()[0].model}; load ${loadavg()
      .map(load => load.toFixed(1))
      .join(' ')}`,
  );
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      alone.push(
        await measure(api, ['target'], { id: `${round}-alone`, clusters }),
      );
      three.push(
        await measure(api, ['orchestrator', 'target', 'loadgen'], {
          id: `${round}-three`,
          clusters,
        }),
      );
    }
  } finally {
    await removeNamespace(api);
    api.close();
  }
  console.table(
    [...alone, ...three].map((one, index) => ({
      clusters: index < alone.length ? 1 : 3,
      'control planes s': seconds(one.controlPlanes),
      'ready s': seconds(one.ready),
      'Argo s': one.argo ? seconds(one.argo) : '–',
      'removed s': seconds(one.removed),
      'MiB each': one.mib.map(Math.round).join(', '),
    })),
  );
  const of = (rounds: Round[], what: 'controlPlanes' | 'argo') =>
    median(rounds.map(round => round[what]));
  const together = of(three, 'controlPlanes');
  const times = together / of(alone, 'controlPlanes');
  const argo = of(three, 'argo');
  console.log(
    `Medians: three control planes in ${seconds(together)} s (below ${seconds(
      TOGETHER_MS,
    )}), ${times.toFixed(
      2,
    )} times one alone (below ${TIMES_ALONE}), Argo in ${seconds(
      argo,
    )} s (below ${seconds(ARGO_MS)}); load ${loadavg()[0].toFixed(1)}`,
  );
  if (together > TOGETHER_MS || times > TIMES_ALONE || argo > ARGO_MS) {
    process.exitCode = 1;
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
