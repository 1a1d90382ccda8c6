import { Knex } from 'knex';

/** Rows that are removed at once: a statement is no longer than databases take. */
const BATCH = 200;

/** Tables with rows of a run, besides `runs` itself. */
const OF_RUN = ['log_chunks', 'logs', 'results', 'run_costs'] as const;
const LOGS = ['log_chunks', 'logs'] as const;

/** Finds and removes old runs in the plugin's database. Starred runs are not old. */
export class RetentionStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Runs without a star that ended before a time and are not among so many of
   * their experiment's newest, oldest first.
   */
  async oldRuns(endedBefore: string, keepNewest: number): Promise<string[]> {
    return this.ids(
      this.ended(endedBefore).whereRaw(
        '(select count(*) from runs newer where newer.experiment = runs.experiment and newer.number > runs.number) >= ?',
        [keepNewest],
      ),
    );
  }

  /** Runs without a star that ended before a time and have logs, oldest first. */
  async runsWithOldLogs(endedBefore: string): Promise<string[]> {
    return this.ids(
      this.ended(endedBefore).whereExists(
        this.knex('logs').whereRaw('logs.run_id = runs.id'),
      ),
    );
  }

  /** Of these runs, those with a saved result and no star. */
  async savedAndUnstarred(runs: string[]): Promise<Set<string>> {
    const rows: { id: string }[] = [];
    for (const ids of batches(runs)) {
      rows.push(
        ...(await this.knex('runs')
          .join('results', 'results.run_id', 'runs.id')
          .whereIn('runs.id', ids)
          .whereNull('starred_by')
          .select('runs.id')),
      );
    }
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Removes all that is known of runs; one that was starred meanwhile stays.
   *
   * @returns how many went
   */
  async removeRuns(runs: string[]): Promise<number> {
    let removed = 0;
    for (const ids of batches(runs)) {
      removed += await this.knex.transaction(async trx => {
        const count = await trx('runs')
          .whereIn('id', ids)
          .whereNull('starred_by')
          .delete();
        const gone = trx('runs').select('id').whereIn('id', ids);
        for (const table of OF_RUN) {
          await trx(table)
            .whereIn('run_id', ids)
            .whereNotIn('run_id', gone)
            .delete();
        }
        return count;
      });
    }
    return removed;
  }

  /** Removes the logs of runs. */
  async removeLogs(runs: string[]): Promise<void> {
    for (const ids of batches(runs)) {
      await this.knex.transaction(async trx => {
        for (const table of LOGS) {
          await trx(table).whereIn('run_id', ids).delete();
        }
      });
    }
  }

  private async ids(runs: Knex.QueryBuilder): Promise<string[]> {
    const rows: { id: string }[] = await runs.select('runs.id');
    return rows.map(({ id }) => id);
  }

  private ended(before: string): Knex.QueryBuilder {
    return this.knex('runs')
      .where('runs.finished_at', '<', before)
      .whereNull('runs.starred_by')
      .orderBy('runs.finished_at');
  }
}

function* batches<T>(all: T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += BATCH) {
    yield all.slice(at, at + BATCH);
  }
}
