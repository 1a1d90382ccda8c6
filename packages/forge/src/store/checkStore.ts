import { join } from 'node:path';
import { readJson, writeJson } from './atomicFile';

/** A place in a file that a check speaks of. */
export interface CheckAnnotation {
  path: string;
  /** From 1. */
  startLine: number;
  endLine: number;
  level: 'notice' | 'warning' | 'failure';
  /** What is wrong, and the remedy. */
  message: string;
  title?: string;
}

/** How a check run ended, as GitHub has it. */
export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required';

/** One run of a check on a commit, as it is kept. Times are ISO 8601. */
export interface CheckRecord {
  id: number;
  name: string;
  sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: CheckConclusion | null;
  startedAt: string;
  completedAt: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  title: string | null;
  /** Markdown. */
  summary: string | null;
  text: string | null;
  annotations: CheckAnnotation[];
}

/** GitHub's older way to say how a check stands: one state by a name. */
export interface StatusRecord {
  id: number;
  sha: string;
  context: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  description: string | null;
  targetUrl: string | null;
  createdAt: string;
}

interface Stored {
  lastId: number;
  runs: CheckRecord[];
  statuses: StatusRecord[];
}

/**
 * Check runs and commit statuses, in memory and in one JSON file. Of each name
 * on a commit only the last one is kept, which is all that GitHub counts. Call
 * its writes under the forge's lock.
 */
export class CheckStore {
  private constructor(private readonly path: string, private stored: Stored) {}

  static async open(dir: string): Promise<CheckStore> {
    const path = join(dir, 'checks.json');
    const none: Stored = { lastId: 0, runs: [], statuses: [] };
    return new CheckStore(path, await readJson<Stored>(path, none));
  }

  run(id: number): CheckRecord | undefined {
    return this.stored.runs.find(one => one.id === id);
  }

  /** The last run of each check on a commit, by name. */
  runsOn(sha: string): CheckRecord[] {
    return this.stored.runs
      .filter(one => one.sha === sha)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** The last status of each context on a commit, by name. */
  statusesOn(sha: string): StatusRecord[] {
    return this.stored.statuses
      .filter(one => one.sha === sha)
      .sort((a, b) => a.context.localeCompare(b.context));
  }

  nextId(): number {
    return this.stored.lastId + 1;
  }

  /** Keeps a run in place of the one before of its name on its commit. */
  async saveRun(run: CheckRecord): Promise<void> {
    const runs = this.stored.runs.filter(
      one =>
        one.id !== run.id && !(one.sha === run.sha && one.name === run.name),
    );
    await this.save({ ...this.stored, runs: [...runs, run] }, run.id);
  }

  /** Keeps a status in place of the one before of its context on its commit. */
  async saveStatus(status: StatusRecord): Promise<void> {
    const statuses = this.stored.statuses.filter(
      one => !(one.sha === status.sha && one.context === status.context),
    );
    await this.save(
      { ...this.stored, statuses: [...statuses, status] },
      status.id,
    );
  }

  private async save(next: Stored, id: number): Promise<void> {
    const whole = { ...next, lastId: Math.max(next.lastId, id) };
    await writeJson(this.path, whole);
    this.stored = whole;
  }
}
