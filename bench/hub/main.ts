import { layout, readStatusFile } from '@illm-lab/local-hub/control';
import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from '../support/portal';
import { ApiServer } from './ApiServer';
import { residentMiB, time } from './measure';
import { KWOK_ANNOTATION, namespace, NAMESPACE, node, pod } from './objects';

const NODES = Number(process.env.BENCH_NODES ?? 1000);
const PODS = Number(process.env.BENCH_PODS ?? 5000);
/** What a page of nodes may take, in milliseconds at the 95th percentile. */
const LIMIT_MS = 300;
const ROOT = path.resolve(__dirname, '../..');

/** KWOK, which is built for this alone, playing the kubelet of our nodes. */
function startKwok(folder: string, kubeconfig: string): ChildProcess {
  const module = path.join(ROOT, 'tools/kwok');
  const go = (...args: string[]) =>
    execFileSync('go', args, { cwd: module, encoding: 'utf8' });
  const binary = process.env.BENCH_KWOK ?? path.join(folder, 'kwok');
  if (!process.env.BENCH_KWOK) {
    console.log('Building KWOK');
    go('build', '-o', binary, 'sigs.k8s.io/kwok/cmd/kwok');
  }
  // What nodes and pods go through, as KWOK's own releases have it.
  const stages = path.join(
    go('list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok').trim(),
    'kustomize/stage',
  );
  // Leases every ten seconds and a status every few minutes, as a kubelet does.
  const configs = [
    'node/fast',
    'node/heartbeat-with-lease',
    'pod/fast',
  ].flatMap(stage =>
    readdirSync(path.join(stages, stage))
      .filter(file => /^(node|pod)-.*\.yaml$/.test(file))
      .map(file => path.join(stages, stage, file)),
  );
  return spawn(
    binary,
    [
      `--kubeconfig=${kubeconfig}`,
      ...configs.map(file => `--config=${file}`),
      `--manage-nodes-with-annotation-selector=${KWOK_ANNOTATION}=fake`,
      '--node-lease-duration-seconds=40',
      '--server-address=127.0.0.1:0',
      '--v=ERROR',
    ],
    // Its errors are of nodes that we have removed, one line for each.
    { stdio: 'ignore' },
  );
}

const place = layout(process.env.LAB_STATE ?? path.join(ROOT, '.lab'));

/** Waits until the portal has all of it, and shows all nodes as well. */
async function settle(portal: string, nodes: number, pods: number) {
  const start = Date.now();
  for (;;) {
    const token = await signIn(place, portal);
    const answer = await fetch(
      `${portal}/api/hub/nodes?search=bench-&health=well&limit=1`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    const page = (await answer.json()) as {
      total: number;
      clusters: { cluster: string; pods: number }[];
    };
    const seen = page.clusters.find(({ cluster }) => cluster === 'hub')?.pods;
    if (page.total === nodes && (seen ?? 0) >= pods) return Date.now() - start;
    if (Date.now() - start > 600_000) {
      throw new Error(
        `The portal shows ${page.total} nodes that are well and ${seen} pods.`,
      );
    }
    await sleep(1_000);
  }
}

/** Pages of nodes with a thousand nodes and five thousand pods, on a real hub. */
async function main() {
  const status = readStatusFile(place.statusFile);
  if (!status) {
    throw new Error('No hub runs there. Start one: ./lab up --detach');
  }
  const pidOf = (name: string) =>
    status.components.find(component => component.name === name)!.pid!;
  const memory = () =>
    ['portal', 'kube-apiserver', 'etcd'].map(
      name => [name, residentMiB(pidOf(name))] as const,
    );
  const kubeconfig = place.path('kube', 'admin.kubeconfig');
  const api = new ApiServer(kubeconfig);
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-hub-'));
  const kwok = startKwok(folder, kubeconfig);
  try {
    const before = new Map(memory());
    const made = Date.now();
    await api.create('/api/v1/namespaces', [namespace]);
    await api.create(
      '/api/v1/nodes',
      Array.from({ length: NODES }, (_, i) => node(i)),
    );
    await api.create(
      `/api/v1/namespaces/${NAMESPACE}/pods`,
      Array.from({ length: PODS }, (_, i) => pod(i, NODES)),
    );
    const settled = await settle(status.portal.url, NODES, PODS);
    console.log(
      `${NODES} nodes and ${PODS} pods made in ${(
        (Date.now() - made) /
        1000
      ).toFixed(0)} s; the portal shows the last after ${settled} ms`,
    );
    // KWOK has brought them up; the samples of a minute begin.
    await sleep(60_000);

    const token = await signIn(place, status.portal.url);
    const url = (query: string) => `${status.portal.url}/api/hub/${query}`;
    const timings = [];
    for (const [name, query] of [
      ['first page', 'nodes'],
      ['tenth page', 'nodes?offset=540'],
      ['search', 'nodes?search=bench-77'],
      ['by state', 'nodes?health=well'],
      ['largest page', 'nodes?limit=500'],
      ['one node', 'nodes/hub/bench-500'],
      ['clusters', 'clusters'],
    ]) {
      timings.push(await time(name, url(query), token, pidOf('portal')));
    }
    console.table(
      timings.map(({ name, p50, p95, max, cpu, kilobytes }) => ({
        request: name,
        'p50 ms': Math.round(p50),
        'p95 ms': Math.round(p95),
        'max ms': Math.round(max),
        'portal’s work ms': Math.round(cpu),
        kB: Math.round(kilobytes),
      })),
    );
    console.table(
      memory().map(([name, after]) => ({
        process: name,
        'before MiB': Math.round(before.get(name)!),
        'after MiB': Math.round(after),
      })),
    );
    console.log(`${cpus().length} processors, ${cpus()[0].model}`);
    const slow = timings.filter(({ p95 }) => p95 > LIMIT_MS);
    if (slow.length > 0) {
      console.log(
        `Above ${LIMIT_MS} ms: ${slow.map(({ name }) => name).join(', ')}`,
      );
      process.exitCode = 1;
    }
  } finally {
    const numbers = (count: number) =>
      Array.from({ length: count }, (_, i) => i);
    await api
      .delete(
        numbers(PODS).map(
          i =>
            `/api/v1/namespaces/${NAMESPACE}/pods/${
              pod(i, NODES).metadata.name
            }`,
        ),
      )
      .then(() =>
        api.delete([
          ...numbers(NODES).map(i => `/api/v1/nodes/${node(i).metadata.name}`),
          `/api/v1/namespaces/${NAMESPACE}`,
        ]),
      )
      // What went wrong before must not be hidden by this.
      .catch(error => console.error(`Cleaning up: ${error.message}`));
    api.close();
    kwok.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
