import { PullCheckKind, pullCheckName } from '@illm-lab/plugin-hub-common';
import { ForgeApi } from '../../forge/ForgeApi';
import { ForgeRefusal } from '../../forge/refusals';
import { ForgeCheckRun } from '../../forge/shapes';
import { Outcome, sayIssue } from './outcome';

/** Most annotations that GitHub takes at once; the summary names them all. */
const MOST_ANNOTATIONS = 50;
/** Longest summary that GitHub takes, in characters. */
const MOST_TEXT = 65_000;
/** Longest description of a commit status. */
const MOST_DESCRIPTION = 140;
const FORBIDDEN = 403;

/** How a check of a commit stands at the forge. */
export interface Standing {
  /** Of its check run; absent where it is a commit status. */
  id?: number;
  /** Nothing more is to be said of it. */
  isFinal: boolean;
  title?: string;
}

type Api = Pick<ForgeApi, 'checks' | 'saveCheckRun' | 'saveStatus'>;

/**
 * Tells the forge how checks stand: by check runs, which carry file and line;
 * where the token may not have any (at GitHub they are for Apps alone) by
 * commit statuses.
 */
export class CheckPoster {
  /** Set once the forge has refused check runs. */
  private byStatus = false;

  constructor(private readonly forge: Api) {}

  /** How the lab's checks of a commit stand, by name. */
  async standing(
    sha: string,
    signal: AbortSignal,
    options: { fresh?: boolean } = {},
  ): Promise<Map<string, Standing>> {
    const { runs, statuses } = await this.forge.checks(sha, signal, options);
    const all = new Map<string, Standing>();
    for (const { context, state, description } of statuses.statuses ?? []) {
      all.set(context, {
        isFinal: state !== 'pending',
        title: description ?? undefined,
      });
    }
    for (const { id, name, conclusion, output } of runs) {
      all.set(name, {
        id,
        // what could not be looked at is looked at again
        isFinal: Boolean(conclusion) && conclusion !== 'neutral',
        title: output?.title ?? undefined,
      });
    }
    return all;
  }

  /** Says that a check has begun. */
  async begin(
    kind: PullCheckKind,
    at: { sha: string; url: string },
    signal: AbortSignal,
  ): Promise<Standing> {
    const name = pullCheckName(kind);
    const id = await this.run(
      {
        name,
        head_sha: at.sha,
        status: 'in_progress',
        details_url: at.url,
      },
      undefined,
      signal,
    );
    if (id === undefined) {
      await this.forge.saveStatus(
        at.sha,
        {
          context: name,
          state: 'pending',
          description: 'Being looked at',
          target_url: at.url,
        },
        signal,
      );
    }
    return { id, isFinal: false };
  }

  /** Says how it ended. */
  async end(
    kind: PullCheckKind,
    outcome: Outcome,
    at: { sha: string; url: string; standing: Standing },
    signal: AbortSignal,
  ): Promise<void> {
    const name = pullCheckName(kind);
    const { id, title } = at.standing;
    if (id !== undefined) {
      if (outcome.state === 'unasked' && title === outcome.title) return;
      await this.run(runOf(name, at, outcome), id, signal);
      return;
    }
    await this.forge.saveStatus(
      at.sha,
      {
        context: name,
        state: outcome.state === 'failed' ? 'failure' : 'success',
        description: descriptionOf(outcome),
        target_url: at.url,
      },
      signal,
    );
  }

  private async run(
    run: ForgeCheckRun,
    id: number | undefined,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    if (this.byStatus) return undefined;
    try {
      return await this.forge.saveCheckRun(run, id, signal);
    } catch (error) {
      if (!(error instanceof ForgeRefusal) || error.status !== FORBIDDEN) {
        throw error;
      }
      this.byStatus = true;
      return undefined;
    }
  }
}

const CONCLUSIONS = {
  passed: 'success',
  failed: 'failure',
  skipped: 'success',
  unasked: 'neutral',
} as const;

function runOf(
  name: string,
  at: { sha: string; url: string },
  { state, title, summary, issues }: Outcome,
): ForgeCheckRun {
  return {
    name,
    head_sha: at.sha,
    status: 'completed',
    conclusion: CONCLUSIONS[state],
    details_url: at.url,
    output: {
      title,
      summary: summary.slice(0, MOST_TEXT),
      annotations: issues.slice(0, MOST_ANNOTATIONS).map(issue => ({
        path: issue.file,
        start_line: issue.line ?? 1,
        end_line: issue.line ?? 1,
        annotation_level: 'failure',
        message: sayIssue(issue),
      })),
    },
  };
}

function descriptionOf({ title, issues }: Outcome): string {
  const text = issues.length > 0 ? `${title}: ${sayIssue(issues[0])}` : title;
  return text.length > MOST_DESCRIPTION
    ? `${text.slice(0, MOST_DESCRIPTION - 1)}…`
    : text;
}
