import { mkdirSync } from 'node:fs';
import {
  checkBubblewrap,
  checkUserNamespaces,
  findRedis,
  HostCheck,
  installMkdocs,
  installRedis,
  mkdocsFolder,
} from '../host';
import { bootstrapSteps } from '../bootstrap';
import { Logger, Supervisor } from '../supervisor';
import { ToolSet } from '../tools';
import { argocd } from './components/argocd';
import { localClusters } from './components/clusters';
import { HubContext } from './components/context';
import { controlPlane } from './components/controlPlane';
import { costs } from './components/costs';
import { crossplane } from './components/crossplane';
import { nodeAgent } from './components/nodeAgent';
import { addresses, forge, portal } from './components/portal';
import { redis } from './components/redis';
import { talos } from './components/talos';
import { workflows } from './components/workflows';
import { clusterApiPorts } from '../local/places';
import { CertificateRenewal } from './CertificateRenewal';
import { prepareCredentials } from './credentials';
import { Layout } from './layout';
import { writeRedisConfig } from './redisConfig';
import { HubState, HubStatus } from './status';
import { StatusWriter } from './StatusWriter';
import { ToolBuilds } from './ToolBuilds';

/** Branch of the forge that everything is synced from. */
const BRANCH = 'main';

/** What a hub is made from. */
export interface HubRuntimeOptions {
  repoRoot: string;
  layout: Layout;
  cacheDir: string;
  tools: ToolSet;
  logger: Logger;
}

/** All of a hub's processes, inside the supervisor's own. */
export class HubRuntime {
  private readonly builds: ToolBuilds;
  private readonly writer: StatusWriter;
  private readonly startedAt = new Date().toISOString();
  /** Ends what goes on beside the components. */
  private readonly ending = new AbortController();
  private supervisor?: Supervisor;
  private pods: HostCheck[] = [];
  private stopping = false;
  private wasReady = false;

  constructor(private readonly options: HubRuntimeOptions) {
    this.writer = new StatusWriter(options.layout.statusFile, () =>
      this.status(),
    );
    this.builds = new ToolBuilds(options.tools, options.logger, () =>
      this.writer.changed(),
    );
  }

  /** Starts everything, each part as early as it can; returns at once. */
  async start(): Promise<void> {
    const { layout, logger, repoRoot, tools } = this.options;
    const context: HubContext = {
      repoRoot,
      layout,
      tools,
      credentials: await prepareCredentials(layout),
      versionOf: this.builds.versionOf,
      built: (binaries, report, signal) =>
        this.builds.built(binaries, report, signal),
    };
    const url = addresses(context);
    this.supervisor = new Supervisor({
      components: [
        portal(context, {
          programs: mkdocsFolder(this.options.cacheDir, repoRoot),
        }),
        forge(context),
        ...controlPlane(context),
        nodeAgent(context, {
          redis: () => findRedis(this.options.cacheDir),
          // Steps of a run fetch its commit and work on its clusters.
          reach: [layout.ports.forge, ...clusterApiPorts(layout)],
        }),
        ...workflows(context),
        this.redis(context),
        ...argocd(context),
        ...costs(context),
        talos(context),
        localClusters(context, this.options.cacheDir),
        ...crossplane(context),
      ],
      steps: bootstrapSteps(context, {
        url: url.repository,
        cloneUrl: url.cloneUrl,
        branch: BRANCH,
      }),
      recordDir: layout.recordDir,
      logDir: layout.logDir,
      logger,
      onChange: () => this.writer.changed(),
    });
    await this.supervisor.start();
    void new CertificateRenewal({
      prepare: () => prepareCredentials(layout),
      supervisor: this.supervisor,
      logger,
    }).run(this.ending.signal);
    this.pods = [checkBubblewrap(), await checkUserNamespaces()];
    this.writer.changed();
    void this.builds
      .run(this.ending.signal)
      .then(() => this.builds.keepCache(this.ending.signal));
    void this.installDocs();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.writer.changed();
    this.ending.abort(new Error('the hub is stopping'));
    await this.supervisor?.stop();
    this.writer.close();
  }

  async restart(name: string): Promise<void> {
    await this.supervisor?.restart(name);
  }

  status(): HubStatus {
    const { layout } = this.options;
    const { components, steps } = this.supervisor?.status() ?? {
      components: [],
      steps: [],
    };
    const allReady =
      components.length > 0 &&
      // Without what only pages show, runs can still be made.
      components.every(({ ready, group }) => ready || group !== 'thread') &&
      steps.every(({ done, group }) => done || group !== 'thread');
    this.wasReady ||= allReady;
    const podsProblem = this.pods.find(({ ok }) => !ok);
    return {
      hub: {
        state: this.state(allReady),
        environment: 'local',
        kubernetesVersion: this.builds.versionOf('kube-apiserver') ?? null,
        podsRunnable: this.pods.length > 0 && !podsProblem,
        ...(podsProblem && {
          podsReason: `${podsProblem.message}. ${
            podsProblem.remedy ?? ''
          }`.trim(),
        }),
        pid: process.pid,
        startedAt: this.startedAt,
      },
      portal: {
        url: `http://localhost:${layout.ports.portal}`,
        ready: components.some(({ name, ready }) => name === 'portal' && ready),
      },
      components,
      steps,
      tools: this.builds.list(),
    };
  }

  /** The portal finds mkdocs as soon as it is there; nothing waits for it. */
  private async installDocs(): Promise<void> {
    const { cacheDir, logger, repoRoot } = this.options;
    try {
      await installMkdocs(cacheDir, repoRoot);
    } catch (error) {
      logger.warn(error instanceof Error ? error.message : String(error));
    }
  }

  private state(allReady: boolean): HubState {
    if (this.stopping) return 'stopping';
    if (allReady) return 'ready';
    if (this.wasReady) return 'degraded';
    return this.builds.isDone ? 'starting' : 'building';
  }

  private redis(context: HubContext) {
    const { cacheDir, layout } = this.options;
    mkdirSync(layout.path('redis'), { recursive: true, mode: 0o700 });
    return redis(context, {
      find: () => findRedis(cacheDir),
      install: () => installRedis(cacheDir),
      configFile: writeRedisConfig(
        layout.path('redis'),
        layout.ports.redis,
        context.credentials.secrets.redisPassword,
      ),
    });
  }
}
