import {
  CLAIMS_FOLDER,
  ClaimPull,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { ForgeApi } from '../forge/ForgeApi';
import {
  authorOf,
  ForgeChange,
  ForgePull,
  ForgePullDetails,
} from '../forge/shapes';
import { actionOf } from './pullClaims';
import { DefinedClaim, namespaceOf, readClaims } from './readClaims';

const NAME = 'The forge';
/** How long all of the forge's answers together may take, in ms. */
const TIMEOUT_MS = 10_000;
/** How long what was read counts as fresh, in ms; a push makes it old at once. */
const FRESH_MS = 10_000;

/** A claim that the main branch or an open pull request defines. */
export interface ClaimFile extends DefinedClaim {
  path: string;
  /** Whether it is on the main branch. */
  onMain: boolean;
  /** Open pull requests on its file. */
  open: ClaimPull[];
  /** The one that brought or last changed its file, if it is among the last. */
  merged?: ClaimPull;
}

/** What the forge has of claims. */
export interface ClaimFilesAnswer {
  files: ClaimFile[];
  /** Merged pull requests that removed a file, by its path; the last counts. */
  removed: Map<string, ClaimPull>;
  source: SourceStatus;
}

type Api = Pick<
  ForgeApi,
  'openPulls' | 'closedPulls' | 'changes' | 'folder' | 'subfolder' | 'blob'
>;

/**
 * The claims in the repository and the pull requests on them. The forge is asked
 * once for all visitors and not again while its answer is fresh; who asks later
 * has the last answer at once and hears of a newer one by `onChange`.
 */
export class ClaimFiles {
  private answer: ClaimFilesAnswer = {
    files: [],
    removed: new Map(),
    source: { name: NAME, connected: false, reason: 'Not asked yet.' },
  };
  private askedAt = -Infinity;
  private asking?: Promise<void>;
  private written = '';

  constructor(
    private readonly options: {
      forge: Api;
      onChange(): void;
      /** The time in ms; for tests. */
      now?: () => number;
      timeoutMs?: number;
    },
  ) {}

  /** What is known. Waits only when nothing is known yet. */
  async current(): Promise<ClaimFilesAnswer> {
    const first = this.askedAt === -Infinity;
    if (first || this.now() - this.askedAt >= FRESH_MS) {
      const asking = this.ask();
      if (first) await asking;
    }
    return this.answer;
  }

  /** What was known at the last look, without another one. */
  last(): ClaimFilesAnswer {
    return this.answer;
  }

  /** Looks again: something was pushed, or a pull request has changed. */
  async refresh(): Promise<void> {
    // What is being asked now may be from before.
    await this.asking;
    await this.ask();
  }

  private ask(): Promise<void> {
    this.asking ??= this.read().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async read(): Promise<void> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    try {
      const found = await this.gather(AbortSignal.timeout(timeoutMs));
      this.answer = {
        ...found,
        source: {
          name: NAME,
          connected: true,
          lastGoodAt: new Date(this.now()).toISOString(),
        },
      };
    } catch (error) {
      const { lastGoodAt } = this.answer.source;
      this.answer = {
        ...this.answer,
        source: {
          name: NAME,
          connected: false,
          reason: (error as Error).message,
          ...(lastGoodAt && { lastGoodAt }),
        },
      };
    }
    this.askedAt = this.now();
    const { files, removed, source } = this.answer;
    const text = JSON.stringify([files, [...removed], source.reason]);
    if (text !== this.written) {
      this.written = text;
      this.options.onChange();
    }
  }

  private async gather(signal: AbortSignal) {
    const { forge } = this.options;
    const [open, closed, main] = await Promise.all([
      forge.openPulls(signal),
      forge.closedPulls(signal),
      this.mainFiles(signal),
    ]);
    const merged = closed
      .filter(({ merged_at }) => merged_at)
      .sort((a, b) => a.merged_at!.localeCompare(b.merged_at!));
    const [openChanges, mergedChanges] = await Promise.all([
      this.pullChanges(open, signal),
      this.pullChanges(merged, signal),
    ]);

    const lastMerged = new Map<string, ClaimPull>();
    const removed = new Map<string, ClaimPull>();
    for (const { pull, change } of mergedChanges) {
      const shown = toPull(pull, change, pull.merged_at!);
      if (shown.action === 'removes') removed.set(change.filename, shown);
      else lastMerged.set(change.filename, shown);
    }
    const openOn = (path: string) =>
      openChanges
        .filter(({ change }) => change.filename === path)
        .map(({ pull, change }) => toPull(pull, change, pull.created_at));

    const onMain = await Promise.all(
      main.map(({ path, sha }) =>
        this.claims(path, sha, signal).then(claims =>
          claims.map(claim => ({
            ...claim,
            path,
            onMain: true,
            open: openOn(path),
            merged: lastMerged.get(path),
          })),
        ),
      ),
    );
    const paths = new Set(main.map(({ path }) => path));
    const proposed = await Promise.all(
      openChanges
        .filter(
          ({ change }) =>
            change.status !== 'removed' && !paths.has(change.filename),
        )
        .map(async ({ change: { filename, sha } }) => {
          const claims = sha ? await this.claims(filename, sha, signal) : [];
          return claims.map(claim => ({
            ...claim,
            path: filename,
            onMain: false,
            open: openOn(filename),
          }));
        }),
    );
    return { files: [...onMain.flat(), ...proposed.flat()], removed };
  }

  private async mainFiles(signal: AbortSignal) {
    const { forge } = this.options;
    const folders = await forge.folder(CLAIMS_FOLDER, signal);
    const files = await Promise.all(
      folders
        .filter(({ type }) => type === 'dir')
        .map(entry => forge.subfolder(entry, signal)),
    );
    return files
      .flat()
      .filter(({ type, path }) => type === 'file' && namespaceOf(path));
  }

  /** What pull requests change of claims, in the order of the pull requests. */
  private async pullChanges<P extends ForgePull | ForgePullDetails>(
    pulls: P[],
    signal: AbortSignal,
  ): Promise<{ pull: P; change: ForgeChange }[]> {
    const found = await Promise.all(
      pulls.map(async pull => {
        const changes = await this.options.forge.changes(pull, signal);
        return changes
          .filter(({ filename }) => namespaceOf(filename))
          .map(change => ({ pull, change }));
      }),
    );
    return found.flat();
  }

  private async claims(
    path: string,
    sha: string,
    signal: AbortSignal,
  ): Promise<DefinedClaim[]> {
    const text = await this.options.forge.blob(sha, signal);
    return readClaims(text, namespaceOf(path)!);
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}

function toPull(pull: ForgePull, change: ForgeChange, at: string): ClaimPull {
  return {
    number: pull.number,
    title: pull.title,
    url: pull.html_url,
    author: authorOf(pull.user),
    action: actionOf(change),
    at,
  };
}
