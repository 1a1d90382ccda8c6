import {
  EXPERIMENTS_FOLDER,
  PullClaim,
  PullRequest,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { pullClaims } from '../claims/pullClaims';
import { ForgeApi, ForgePull } from './ForgeApi';
import { checksOf } from './checksOf';

/** What the source is called. */
const NAME = 'The forge';
/** How long all of the forge's answers together may take, in ms. */
const TIMEOUT_MS = 5_000;
/** How long an answer counts as fresh, in ms; GitHub counts its callers' calls. */
const FRESH_MS = 10_000;
interface Changed {
  experiments: string[];
  claims: PullClaim[];
}

/**
 * The repository's open pull requests, with the experiments and claims that each
 * changes.
 * The forge is asked once for all visitors; while it does not answer, its last
 * good answer is given.
 */
export class PullRequests {
  private items: PullRequest[] = [];
  private source: SourceStatus = { name: NAME, connected: true };
  private askedAt = -Infinity;
  private asking?: Promise<void>;
  /** Experiments and claims by the commit that changes them. */
  private readonly changed = new Map<string, Changed>();

  constructor(
    private readonly options: {
      forge: ForgeApi;
      /** The time in ms; for tests. */
      now?: () => number;
      timeoutMs?: number;
    },
  ) {}

  /** Open pull requests that change an experiment or a claim, newest first. */
  async list(): Promise<{ items: PullRequest[]; source: SourceStatus }> {
    if (this.now() - this.askedAt >= FRESH_MS) {
      this.asking ??= this.ask().finally(() => {
        this.asking = undefined;
      });
      await this.asking;
    }
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
      this.forget(pulls);
      this.source = {
        name: NAME,
        connected: true,
        lastGoodAt: new Date(this.now()).toISOString(),
      };
    } catch (error) {
      const { lastGoodAt } = this.source;
      this.source = {
        name: NAME,
        connected: false,
        reason: (error as Error).message,
        ...(lastGoodAt && { lastGoodAt }),
      };
    }
    this.askedAt = this.now();
  }

  private async show(
    pull: ForgePull,
    signal: AbortSignal,
  ): Promise<PullRequest> {
    const { forge } = this.options;
    const { sha } = pull.head;
    const changed =
      this.changed.get(sha) ?? (await this.look(pull.number, signal));
    this.changed.set(sha, changed);
    const { experiments, claims } = changed;
    const checks =
      experiments.length + claims.length > 0
        ? checksOf(await forge.checks(sha, signal))
        : undefined;
    return {
      number: pull.number,
      title: pull.title,
      url: pull.html_url,
      author: pull.user?.login ?? 'unknown',
      createdAt: pull.created_at,
      updatedAt: pull.updated_at,
      draft: pull.draft ?? false,
      ...(checks && { checks }),
      experiments,
      claims,
    };
  }

  private async look(number: number, signal: AbortSignal): Promise<Changed> {
    const { forge } = this.options;
    const changes = await forge.changes(number, signal);
    return {
      experiments: experimentsIn(changes.map(({ filename }) => filename)),
      claims: await pullClaims(changes, forge, signal),
    };
  }

  /** Drops what was known of commits that are no longer under review. */
  private forget(pulls: ForgePull[]) {
    const heads = new Set(pulls.map(({ head }) => head.sha));
    for (const sha of this.changed.keys()) {
      if (!heads.has(sha)) this.changed.delete(sha);
    }
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
