import { layout, readStatusFile } from '@illm-lab/local-hub/control';
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../hub/ApiServer';

const ADMISSIONS = Number(process.env.BENCH_ADMISSIONS ?? 10_000);
/** What the policy may add to an admission, in milliseconds at the median. */
const LIMIT_MS = 2;
/** Requests under way at once. */
const AT_ONCE = 4;
const ROOT = path.resolve(__dirname, '../..');
const COST_LABELS = {
  team: 'platform',
  project: 'bench',
  environment: 'dev',
  'cost-center': 'cc-100',
};

/** Two namespaces, alike but for what the policy does in them. */
const NAMESPACES = { judged: 'enforce', ignored: 'off' } as const;
type Which = keyof typeof NAMESPACES;
const nameOf = (which: Which) => `bench-labels-${which}`;

const namespace = (which: Which) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: nameOf(which),
    labels: { ...COST_LABELS, 'illm.lab/label-policy': NAMESPACES[which] },
  },
});

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: COST_LABELS },
  spec: { containers: [{ name: 'main', image: 'alpine' }] },
});

/** Time of one admission; nothing of it is kept. */
async function admit(server: ApiServer, which: Which, name: string) {
  const at = `/api/v1/namespaces/${nameOf(which)}/pods?dryRun=All`;
  const start = performance.now();
  await server.create(at, [pod(name)]);
  return performance.now() - start;
}

const quantile = (times: number[], share: number) =>
  [...times].sort((a, b) => a - b)[
    Math.min(times.length - 1, Math.floor(share * times.length))
  ];

async function main() {
  const stateDir = process.env.LAB_STATE ?? path.join(ROOT, '.lab');
  if (!readStatusFile(layout(stateDir).statusFile)) {
    throw new Error(`No hub runs in ${stateDir}. Start one: ./lab up --detach`);
  }
  const server = new ApiServer(layout(stateDir).path('kube/admin.kubeconfig'));
  const both = Object.keys(NAMESPACES) as Which[];
  const times: Record<Which, number[]> = { judged: [], ignored: [] };
  try {
    await server.create('/api/v1/namespaces', both.map(namespace));
    for (const which of both) {
      // Kubernetes makes it a moment after the namespace; pods need it.
      const account = `/api/v1/namespaces/${nameOf(
        which,
      )}/serviceaccounts/default`;
      while (!(await server.read(account))) await sleep(200);
      await admit(server, which, 'warm-up');
    }
    let next = 0;
    const worker = async () => {
      while (next < ADMISSIONS) {
        next += 1;
        const name = `pod-${next}`;
        // In turn, so that whatever else the machine does falls on both.
        const turn = next % 2 ? both : [...both].reverse();
        for (const which of turn) {
          times[which].push(await admit(server, which, name));
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await server.delete(
      both.map(which => `/api/v1/namespaces/${nameOf(which)}`),
    );
    server.close();
  }
  console.log(
    `${ADMISSIONS} pods admitted with the label policy and without, ${AT_ONCE} at once, ${
      cpus().length
    } cores`,
  );
  for (const share of [0.5, 0.95, 0.99]) {
    const [judged, ignored] = both.map(which => quantile(times[which], share));
    console.log(
      `p${share * 100}: ${judged.toFixed(2)} ms with, ${ignored.toFixed(
        2,
      )} ms without, ${(judged - ignored).toFixed(2)} ms added`,
    );
  }
  const added = quantile(times.judged, 0.5) - quantile(times.ignored, 0.5);
  if (added > LIMIT_MS) {
    throw new Error(`The policy adds more than ${LIMIT_MS} ms at the median`);
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
