import { RunState, runState } from '@illm-lab/plugin-hub-common';
import { StoredRun } from '../runs/rows';
import { Notices } from './Notices';

const TOPIC = 'hub.run';

/** An end that is longer ago is no news: the portal was away, or is new. */
const NEWS_MS = 15 * 60_000;

type Ending = Exclude<RunState, 'waiting' | 'running'>;

const WORDS: Record<Ending, string> = {
  passed: 'passed',
  failed: 'failed',
  error: 'ended with an error',
  stopped: 'was stopped',
};

/** How a run ended; undefined while it has not. */
export function endingOf({
  phase,
  verdict,
  finishedAt,
}: Pick<StoredRun, 'phase' | 'verdict' | 'finishedAt'>): Ending | undefined {
  const state = runState({ phase, verdict });
  return finishedAt === null || state === 'waiting' || state === 'running'
    ? undefined
    : state;
}

/**
 * Tells who started a run that it ended, and the team that owns its experiment
 * when it went badly.
 */
export class RunNotices {
  constructor(
    private readonly options: {
      notices: Pick<Notices, 'send'>;
      /** The newest that is written down of a run. */
      runs: { get(id: string): Promise<StoredRun | undefined> };
      /** Owner teams, by the experiments' names. */
      experiments: {
        resources(names: string[]): Promise<({ owner?: string } | undefined)[]>;
      };
      /** The time in ms; for tests. */
      now?: () => number;
    },
  ) {}

  /** A run was seen; to be called for every observation. */
  async saw(seen: Pick<StoredRun, 'id' | 'finishedAt'>): Promise<void> {
    if (!this.isNews(seen.finishedAt)) return;
    // Its result may have been written since it was seen.
    const run = await this.options.runs.get(seen.id);
    const ending = run && endingOf(run);
    if (!run || !ending) return;
    const isBad = ending === 'failed' || ending === 'error';
    const [experiment] = isBad
      ? await this.options.experiments.resources([run.experiment])
      : [];
    const to = [run.requestedBy, experiment?.owner].flatMap(ref => ref ?? []);
    await this.options.notices.send({
      id: `run:${run.id}`,
      to: [...new Set(to)],
      payload: {
        title: `${run.experiment} #${run.number} ${WORDS[ending]}`,
        ...(run.message && { description: run.message }),
        link: `/runs/${encodeURIComponent(run.id)}`,
        severity: isBad ? 'high' : 'normal',
        topic: TOPIC,
      },
    });
  }

  private isNews(finishedAt: string | null): boolean {
    const now = this.options.now?.() ?? Date.now();
    return finishedAt !== null && now - Date.parse(finishedAt) < NEWS_MS;
  }
}
