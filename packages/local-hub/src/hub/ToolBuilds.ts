import { once, EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, Report } from '../supervisor';
import { ToolProgress, ToolSet } from '../tools';

const RETRY_MS = 60_000;
/** A hub that runs says each day that it uses its tools. */
const KEEP_EVERY_MS = 24 * 60 * 60_000;
/** The name under which a tool's own files are built. */
const MANIFESTS = 'manifests';

/** How far one binary is, for the status document. */
export interface ToolState {
  tool: string;
  state: ToolProgress['state'];
  etaSeconds?: number;
  seconds?: number;
  message?: string;
}

/** Builds the tools while the hub starts, and lets components wait for theirs. */
export class ToolBuilds {
  private readonly changed = new EventEmitter();
  private readonly parts = new Map<string, ToolProgress>();
  private readonly versions = new Map<string, string>();

  constructor(
    private readonly tools: ToolSet,
    private readonly logger: Logger,
    private readonly onChange: () => void,
  ) {
    this.changed.setMaxListeners(0);
  }

  versionOf = (binary: string) => this.versions.get(binary);

  /** Binaries that are not built yet, or all of them, for the status. */
  list(): ToolState[] {
    return [...this.parts.values()]
      .filter(({ binary }) => binary !== MANIFESTS)
      .map(({ binary, state, etaSeconds, seconds, message }) => ({
        tool: binary,
        state,
        etaSeconds,
        seconds,
        message,
      }));
  }

  get isDone(): boolean {
    const parts = [...this.parts.values()];
    return parts.length > 0 && parts.every(({ state }) => state === 'ready');
  }

  /** Keeps the cache, each day: what this hub uses stays, what nobody uses goes. */
  async keepCache(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.tidyCache();
      await sleep(KEEP_EVERY_MS, undefined, { signal, ref: false }).catch(
        () => {},
      );
    }
  }

  private async tidyCache(): Promise<void> {
    try {
      await this.tools.use();
      for (const gone of await this.tools.prune()) {
        this.logger.info(`Tools: removed ${gone}, which nobody uses any more`);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(`Tools: the cache was not tidied: ${reason}`);
    }
  }

  /** Builds until everything is there, again after a pause when it fails. */
  async run(signal: AbortSignal): Promise<void> {
    for (const { tool, binary, version, state } of this.tools.status()) {
      this.versions.set(binary, version);
      this.set({
        tool,
        binary,
        state: state === 'ready' ? 'ready' : 'queued',
      });
    }
    // Before the first look at what is there, so that none of it goes meanwhile.
    void this.tools.use().catch(() => {});
    while (!signal.aborted) {
      try {
        await this.tools.ensure({ signal, onProgress: p => this.set(p) });
        return;
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.logger.warn(`Tools: ${reason}`);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Waits until binaries, or the files of tools (`<tool>/manifests`), are there. */
  async built(
    binaries: string[],
    report: Report,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const mine = [...this.parts].flatMap(([name, progress]) =>
        binaries.some(wanted => wanted === name || wanted === progress.binary)
          ? [progress]
          : [],
      );
      const missing = mine.filter(({ state }) => state !== 'ready');
      if (mine.length > 0 && missing.length === 0) return;
      report(missing.map(describe).join('; ') || 'Looking for its tools');
      await once(this.changed, 'change', { signal });
    }
  }

  private set(progress: ToolProgress): void {
    this.parts.set(`${progress.tool}/${progress.binary}`, progress);
    this.changed.emit('change');
    this.onChange();
  }
}

function describe({ tool, binary, state, etaSeconds, message }: ToolProgress) {
  const name = binary === MANIFESTS ? `the files of ${tool}` : binary;
  if (state === 'failed') return `${name} could not be built: ${message}`;
  const when =
    etaSeconds === undefined ? '' : `, ready in about ${etaSeconds} s`;
  return state === 'building'
    ? `${name} is being built${when}`
    : `${name} is waiting to be built${when}`;
}
