import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { end, eventually } from './programs';

/** Both start in turn, perhaps beside a hub that starts too. */
const START_MS = 400_000;

/** One process of the portal, from the production build. */
export class Replica {
  private process?: ChildProcess;

  constructor(
    readonly port: number,
    private readonly options: {
      /** Folder that scripts/build-portal has made. */
      build: string;
      configs: string[];
      env: Record<string, string>;
      logFile: string;
    },
  ) {}

  get url() {
    return `http://localhost:${this.port}`;
  }

  /** Begins to start; {@link ready} tells when it has. */
  start(): void {
    const { build, configs, env, logFile } = this.options;
    const log = openSync(logFile, 'a');
    this.process = spawn(
      process.execPath,
      ['packages/backend', ...configs.flatMap(one => ['--config', one])],
      {
        cwd: build,
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          PORT: `${this.port}`,
          ...env,
        },
        stdio: ['ignore', log, log],
      },
    );
    closeSync(log);
  }

  /** Waits until it says that it is ready, or has ended before it was. */
  async ready(): Promise<void> {
    const hasEnded = await eventually(async () => {
      if (this.process?.exitCode !== null) return true;
      const health = `${this.url}/.backstage/health/v1/readiness`;
      const { status } = await fetch(health);
      if (status !== 200) throw new Error(`${health} answers ${status}`);
      return false;
    }, START_MS);
    if (hasEnded) throw new Error(`The replica has ended:\n${this.log()}`);
  }

  /** Asks it to end, as Kubernetes does, and waits. Returns status or signal. */
  stop(): Promise<number | NodeJS.Signals> {
    return end(this.process!, 'SIGTERM');
  }

  /** Ends it without asking. */
  async kill(): Promise<void> {
    await end(this.process!, 'SIGKILL');
  }

  /** {@link stop}, however that went. */
  async end(): Promise<void> {
    await this.stop();
  }

  log(): string {
    return readFileSync(this.options.logFile, 'utf8');
  }
}
