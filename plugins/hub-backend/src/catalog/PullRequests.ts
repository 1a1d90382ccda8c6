import {
  EXPERIMENTS_FOLDER,
  PullClaim,
  PullRequest,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { pullClaims } from '../claims/pullClaims';
import { unlessOwnFault } from '../errors';
import { ForgeApi } from '../forge/ForgeApi';
import { authorOf, ForgePull } from '../forge/shapes';
import { checksOf } from './checksOf';

/** What the source is called. */
const NAME = 'The forge';
/** How long all of the forge's answers together may take, in ms. */
const TIMEOUT_MS = 5_000;

interface Changed {
  experiments: string[];
  claims: PullClaim[];
}

/**
 * The repository's open pull requests, with the experiments and claims that each
 * changes. While the forge does not answer, its last good answer is given.
 */
export class PullRequests {
  private items: PullRequest[] = [];
  private source: SourceStatus = { name: NAME, connected: true };
  private asking?: Promise<void>;

  constructor(
    private readonly options: {
      forge: Pick<ForgeApi, 'openPulls' | 'changes' | 'blob' | 'checks'>;
      /** The time in ms; for tests. */
      now?: () => number;
      timeoutMs?: number;
    },
  ) {}

  /** Open pull requests that change an experiment or a claim, newest first. */
  async list(): Promise<{ items: PullRequest[]; source: SourceStatus }> {
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    await this.asking;
    return { items: this.items, source: this.source };
  }

  private async ask(): Promise<void> {
    const { forge, timeoutMs = TIMEOUT_MS } = this.options;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const pulls = await forge.openPulls(signal);
      const shown = await Promise.all(
        pulls.map(pull => this.show(pull, signal)),
      );
      this.items = shown
        .filter(
          ({ experiments, claims }) => experiments.length + claims.length > 0,
        )
        .sort((a, b) => b.number - a.number);
      this.source = {
        name: NAME,
        connected: true,
        lastGoodAt: new Date(this.now()).toISOString(),
      };
    } catch (error) {
      unlessOwnFault(error);
      const { lastGoodAt } = this.source;
      this.source = {
        name: NAME,
        connected: false,
        reason: (error as Error).message,
        ...(lastGoodAt && { lastGoodAt }),
      };
    }
  }

  private async show(
    pull: ForgePull,
    signal: AbortSignal,
  ): Promise<PullRequest> {
    const { forge } = this.options;
    const { experiments, claims } = await this.look(pull, signal);
    const checks =
      experiments.length + claims.length > 0
        ? checksOf(await forge.checks(pull.head.sha, signal))
        : undefined;
    return {
      number: pull.number,
      title: pull.title,
      url: pull.html_url,
      author: authorOf(pull.user),
      createdAt: pull.created_at,
      updatedAt: pull.updated_at,
      draft: pull.draft ?? false,
      ...(checks && { checks }),
      experiments,
      claims,
    };
  }

  private async look(pull: ForgePull, signal: AbortSignal): Promise<Changed> {
    const { forge } = this.options;
    const changes = await forge.changes(pull, signal);
    return {
      experiments: experimentsIn(changes.map(({ filename }) => filename)),
      claims: await pullClaims(changes, forge, signal),
    };
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}

function experimentsIn(paths: string[]): string[] {
  const names = paths.flatMap(path => {
    const [folder, name, rest] = path.split('/');
    return folder === EXPERIMENTS_FOLDER && name && rest ? [name] : [];
  });
  return [...new Set(names)].sort();
}
