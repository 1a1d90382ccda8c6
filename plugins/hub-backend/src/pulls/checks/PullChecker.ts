import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  PULL_CHECKS,
  PullCheckKind,
  pullCheckName,
} from '@illm-lab/plugin-hub-common';
import { ForgeApi } from '../../forge/ForgeApi';
import { CheckPoster } from './CheckPoster';
import { PullContents, readContents } from './contents';
import { Outcome } from './outcome';

/** How long all checks of a pull request together may take, in ms. */
const TIMEOUT_MS = 60_000;

/** One check: it looks at what a pull request leaves and says what it found. */
export type PullCheck = (
  contents: PullContents,
  signal: AbortSignal,
) => Promise<Outcome>;

/**
 * Checks pull requests and tells the forge. Safe to repeat: what has been said
 * of a commit is not said again, and a new commit is looked at anew.
 */
export class PullChecker {
  private readonly running = new Map<number, Promise<void>>();

  constructor(
    private readonly options: {
      forge: Pick<
        ForgeApi,
        'pull' | 'changes' | 'files' | 'blob' | 'openPulls'
      >;
      poster: CheckPoster;
      checks: Record<PullCheckKind, PullCheck>;
      auditor: AuditorService;
      logger: Pick<LoggerService, 'info' | 'warn'>;
      portalUrl: string;
    },
  ) {}

  /**
   * Looks at one pull request, after what is being looked at of it already. Never
   * rejects.
   *
   * @param options - fresh: it has changed just now, and what is known is older
   */
  check(number: number, options: { fresh?: boolean } = {}): Promise<void> {
    const before = this.running.get(number) ?? Promise.resolve();
    const work = before
      .then(() => this.checkNow(number, options))
      .catch(error => {
        // the sweep tries again
        this.options.logger.warn(
          `Pull request #${number} could not be checked: ${error.message}`,
        );
      });
    this.running.set(number, work);
    void work.finally(() => {
      if (this.running.get(number) === work) this.running.delete(number);
    });
    return work;
  }

  /**
   * Looks at all open pull requests, for what no event told of: those of before
   * the portal, and what could not be asked of a hub that was away.
   */
  async sweep(): Promise<void> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const pulls = await this.options.forge.openPulls(signal);
    for (const { number } of pulls) await this.check(number);
  }

  private async checkNow(
    number: number,
    options: { fresh?: boolean },
  ): Promise<void> {
    const { forge, poster, portalUrl } = this.options;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const pull = await forge.pull(number, signal, options);
    if (!pull || pull.state !== 'open') return;
    const { sha } = pull.head;
    const url = `${portalUrl}/pull-requests/${number}`;
    const standing = await poster.standing(sha, signal, options);
    const kinds = PULL_CHECKS.filter(
      kind => !standing.get(pullCheckName(kind))?.isFinal,
    );
    if (kinds.length === 0) return;
    // said before anything is read: who waits sees that somebody is at work
    const begun = await Promise.all(
      kinds.map(async kind => ({
        kind,
        standing:
          standing.get(pullCheckName(kind)) ??
          (await poster.begin(kind, { sha, url }, signal)),
      })),
    );
    await this.audited({ number, sha }, async () => {
      const contents = await readContents(forge, pull, signal);
      const outcomes = await Promise.all(
        begun.map(async one => {
          const outcome = await this.options.checks[one.kind](contents, signal);
          const at = { sha, url, standing: one.standing };
          await poster.end(one.kind, outcome, at, signal);
          return [one.kind, outcome.state] as const;
        }),
      );
      return Object.fromEntries(outcomes);
    });
  }

  private async audited(
    meta: { number: number; sha: string },
    work: () => Promise<Record<string, string>>,
  ): Promise<void> {
    const event = await this.options.auditor.createEvent({
      eventId: 'pull-check',
      severityLevel: 'low',
      meta,
    });
    try {
      const outcomes = await work();
      await event.success({ meta: { outcomes } });
      this.options.logger.info(
        `Pull request #${meta.number}: ${Object.entries(outcomes)
          .map(([kind, state]) => `${kind} ${state}`)
          .join(', ')}`,
      );
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }
}
