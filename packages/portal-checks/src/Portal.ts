import { RealHub } from '@illm-lab/local-hub/testing';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Balancer } from './Balancer';
import { TEST_CONFIG } from './config';
import { expensiveCosts } from './expensiveCosts';
import { freePorts } from './ports';
import { Postgres } from './Postgres';
import { run } from './programs';
import { Replica } from './Replica';

const REPO_ROOT = path.resolve(
  path.dirname(require.resolve('../package.json')),
  '../..',
);

/** What the hub must have for the portal to start runs. */
const PARTS = [
  'kube-apiserver',
  'node-agent',
  'workflow-controller',
  'argo-server',
  'forge',
  'gitops',
];

/**
 * Two replicas of the portal as production has them: the production build,
 * PostgreSQL, a balancer, and the control plane of a real hub.
 */
export class Portal {
  /** Ends what was started, the last first. */
  private readonly endings: (() => Promise<void>)[] = [];

  private constructor(
    readonly url: string,
    readonly hub: RealHub,
    readonly postgres: Postgres,
    readonly replicas: [Replica, Replica],
  ) {}

  /** Starts everything; both replicas at once, on an empty database. */
  static async start(): Promise<Portal> {
    const endings: (() => Promise<void>)[] = [];
    try {
      return await Portal.startWith(endings);
    } catch (error) {
      await endAll(endings);
      throw error;
    }
  }

  stop(): Promise<void> {
    return endAll(this.endings);
  }

  private static async startWith(
    endings: (() => Promise<void>)[],
  ): Promise<Portal> {
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-'));
    endings.push(async () => rmSync(folder, { recursive: true, force: true }));
    const build = process.env.PORTAL_BUILD ?? (await buildInto(folder));
    await buildSteps();
    const hub = await RealHub.create();
    endings.push(() => hub.remove());
    await hub.start();
    await hub.has(...PARTS);
    const postgres = await Postgres.start();
    endings.push(() => postgres.stop());
    const [front, opencost, ...ports] = await freePorts(4);
    const url = `http://localhost:${front}`;
    const costs = expensiveCosts(opencost);
    endings.push(async () => void costs.close());

    const testConfig = path.join(folder, 'app-config.test.yaml');
    writeFileSync(testConfig, TEST_CONFIG);
    const [a, b] = ports.map(
      port =>
        new Replica(port, {
          build,
          configs: [
            'app-config.yaml',
            'app-config.production.yaml',
            testConfig,
          ],
          env: {
            ...environment(hub, postgres),
            PORTAL_URL: url,
            PORTAL_TMP: path.join(folder, `${port}`),
            OPENCOST_URL: `http://127.0.0.1:${opencost}`,
          },
          logFile: path.join(folder, `${port}.log`),
        }),
    );
    for (const replica of [a, b]) {
      replica.start();
      endings.push(() => replica.end());
    }
    await Promise.all([a.ready(), b.ready()]);
    const balancer = Balancer.start(front, ports);
    endings.push(() => balancer.stop());
    const portal = new Portal(url, hub, postgres, [a, b]);
    portal.endings.push(...endings);
    return portal;
  }
}

async function endAll(endings: (() => Promise<void>)[]): Promise<void> {
  for (const ending of endings.reverse()) await ending();
}

async function buildInto(folder: string): Promise<string> {
  const build = path.join(folder, 'build');
  await run(path.join(REPO_ROOT, 'scripts/build-portal'), [build]);
  return build;
}

/** What the pods of runs are made of, as `lab up` builds it. */
async function buildSteps(): Promise<void> {
  const cwd = path.join(REPO_ROOT, 'packages/cli');
  await run(process.execPath, ['esbuild.mjs'], { cwd });
}

function environment(
  { place }: RealHub,
  postgres: Postgres,
): Record<string, string> {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const secret = (name: string) =>
    readFileSync(place.path('secrets', name), 'utf8').trim();
  return {
    POSTGRES_HOST: '127.0.0.1',
    POSTGRES_PORT: `${postgres.port}`,
    POSTGRES_USER: postgres.user,
    POSTGRES_PASSWORD: postgres.password,
    POSTGRES_DATABASE: postgres.database,
    KUBECONFIG: place.path('kube', 'portal.kubeconfig'),
    ARGO_SERVER_URL: at(place.ports.argoServer),
    ARGOCD_SERVER_URL: at(place.ports.argocdServer),
    ARGOCD_SERVER_TOKEN: secret('argocd-portal-token'),
    FORGE_HOST: `localhost:${place.ports.forge}`,
    FORGE_URL: `http://localhost:${place.ports.forge}`,
    GITHUB_TOKEN: secret('forge-token'),
    GITHUB_WEBHOOK_SECRET: secret('webhook-secret'),
    GITHUB_OWNER: 'illm',
    GITHUB_REPOSITORY: 'lab',
  };
}
