import { ConflictError, isError } from '@backstage/errors';
import { Result, RunCluster, RunPhase } from '@illm-lab/plugin-hub-common';
import { Knex } from 'knex';
import { Cursor } from './cursor';
import {
  fromRow,
  ObservedRun,
  RunRow,
  RunWithResultRow,
  StoredRun,
  toRow,
} from './rows';

/** Which runs are wanted. */
export interface RunQuery {
  experiment?: string;
  phase?: RunPhase;
  limit: number;
  after?: Cursor;
}

/** Tries to get the next number of an experiment's runs before giving up. */
const NUMBER_TRIES = 20;

/**
 * Runs and results in the plugin's database. All writes are upserts that come to
 * the same end in any order, so that several replicas may watch the same hub.
 */
export class RunStore {
  constructor(private readonly knex: Knex) {}

  /** One run, or undefined. */
  async get(id: string): Promise<StoredRun | undefined> {
    const row = await this.query().where('runs.id', id).first();
    return row && fromRow(row);
  }

  /** The run that a caller's key has started. */
  async findByKey(
    requestedBy: string,
    idempotencyKey: string,
  ): Promise<StoredRun | undefined> {
    const row = await this.query()
      .where({ requested_by: requestedBy, idempotency_key: idempotencyKey })
      .first();
    return row && fromRow(row);
  }

  /** One page of runs, newest first, and how many there are. */
  async list(query: RunQuery): Promise<{ runs: StoredRun[]; total: number }> {
    const matching = (builder: Knex.QueryBuilder) => {
      if (query.experiment !== undefined) {
        builder.where('experiment', query.experiment);
      }
      if (query.phase !== undefined) {
        builder.where('phase', query.phase);
      }
    };
    const { after } = query;
    const rows = await this.query()
      .where(matching)
      .where(builder => {
        if (after) {
          builder
            .where('created_at', '<', after.createdAt)
            .orWhere(same =>
              same
                .where('created_at', after.createdAt)
                .andWhere('id', '<', after.id),
            );
        }
      })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(query.limit);
    const [{ total }] = await this.knex('runs')
      .where(matching)
      .count({ total: '*' });
    return { runs: rows.map(fromRow), total: Number(total) };
  }

  /** The newest run of each experiment, by experiment. */
  async lastRuns(): Promise<Map<string, StoredRun>> {
    const newest = this.knex('runs')
      .select('experiment')
      .max('number', { as: 'number' })
      .groupBy('experiment');
    const rows = await this.query().whereIn(
      ['experiment', 'number'],
      newest as unknown as Knex.QueryBuilder,
    );
    return new Map(rows.map(row => [row.experiment, fromRow(row)]));
  }

  /** Runs that have not ended, as far as is known. */
  async unfinished(): Promise<StoredRun[]> {
    return (await this.query().whereNull('finished_at')).map(fromRow);
  }

  /**
   * Writes what was seen of a run, unless something newer is written already.
   *
   * @returns the run as it is now
   */
  async observe(run: ObservedRun): Promise<StoredRun> {
    const before = await this.knex('runs').where({ id: run.id }).first('id');
    if (!before && (await this.create(run))) {
      return (await this.get(run.id))!;
    }
    // What the portal itself has written at the start is kept: a Workflow says
    // the time only to the second, and anyone may put an annotation on one.
    const {
      id,
      experiment,
      created_at,
      requested_by,
      idempotency_key,
      parameters,
      ...news
    } = toRow(run);
    await this.knex<RunRow>('runs')
      .where({ id })
      .andWhere('revision', '<=', run.revision)
      .update(news);
    return (await this.get(id))!;
  }

  /**
   * Changes a run that no Workflow speaks for. One that has gone on meanwhile,
   * as another replica or a watch may have seen, stays as it is.
   *
   * @param only - `unsubmitted`: the hub has not taken it; `running`: it has not
   *   ended
   */
  async update(
    id: string,
    change: Partial<Pick<ObservedRun, 'phase' | 'message' | 'finishedAt'>>,
    only: 'unsubmitted' | 'running',
  ): Promise<StoredRun> {
    await this.knex<RunRow>('runs')
      .where({ id })
      .whereNull(only === 'running' ? 'finished_at' : 'workflow_uid')
      .update({
        ...(change.phase !== undefined && { phase: change.phase }),
        ...(change.message !== undefined && { message: change.message }),
        ...(change.finishedAt !== undefined && {
          finished_at: change.finishedAt,
        }),
      });
    return (await this.get(id))!;
  }

  /**
   * Changes what is known of a run's clusters; a run that is not there is none.
   *
   * @param change - makes the new list from the one there is; called again when
   *   another replica has written in between
   */
  async changeClusters(
    id: string,
    change: (known: RunCluster[]) => RunCluster[],
  ): Promise<void> {
    for (;;) {
      const row = await this.knex<RunRow>('runs')
        .where({ id })
        .first('clusters');
      const next = row && JSON.stringify(change(JSON.parse(row.clusters)));
      if (next === undefined || next === row?.clusters) {
        return;
      }
      const written = await this.knex<RunRow>('runs')
        .where({ id, clusters: row!.clusters })
        .update({ clusters: next });
      if (written > 0) {
        return;
      }
    }
  }

  /** Writes a run's result. */
  async saveResult(runId: string, result: Result): Promise<void> {
    const { verdict, message } = result;
    await this.knex('results')
      .insert({
        run_id: runId,
        verdict,
        message,
        document: JSON.stringify(result),
      })
      .onConflict('run_id')
      .merge();
  }

  /** A run's result, or undefined. */
  async result(runId: string): Promise<Result | undefined> {
    const row = await this.knex('results')
      .where({ run_id: runId })
      .first('document');
    return row && JSON.parse(row.document);
  }

  /** Writes a new run. False, and nothing written, when its id or key is taken. */
  async create(run: ObservedRun): Promise<boolean> {
    for (let attempt = 0; attempt < NUMBER_TRIES; attempt++) {
      const last = await this.knex('runs')
        .where({ experiment: run.experiment })
        .max({ number: 'number' })
        .first();
      try {
        await this.knex('runs').insert({
          ...toRow(run),
          number: Number(last?.number ?? 0) + 1,
        });
        return true;
      } catch (error) {
        if (!isUniqueViolation(error)) {
          throw error;
        }
        // Another has taken the id or key, or only the number: then try the next.
        if (await this.isTaken(run)) {
          return false;
        }
      }
    }
    throw new ConflictError(
      `No free number for a run of ${run.experiment}: too many start at once.`,
    );
  }

  private async isTaken(run: ObservedRun): Promise<boolean> {
    const { id, requestedBy, idempotencyKey } = run;
    const known =
      (await this.get(id)) ??
      (requestedBy !== null &&
        idempotencyKey !== null &&
        (await this.findByKey(requestedBy, idempotencyKey)));
    return Boolean(known);
  }

  private query(): Knex.QueryBuilder<RunWithResultRow, RunWithResultRow[]> {
    return this.knex('runs')
      .leftJoin('results', 'results.run_id', 'runs.id')
      .select('runs.*', 'results.verdict', {
        result_message: 'results.message',
      }) as unknown as Knex.QueryBuilder<RunWithResultRow, RunWithResultRow[]>;
  }
}

/** SQLite and PostgreSQL each have a code of their own for it. */
function isUniqueViolation(error: unknown): boolean {
  return (
    isError(error) &&
    (error.code === '23505' ||
      String(error.code).startsWith('SQLITE_CONSTRAINT'))
  );
}
