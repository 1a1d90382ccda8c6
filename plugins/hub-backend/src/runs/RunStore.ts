import { isError } from '@backstage/errors';
import {
  outcomesOf,
  Result,
  RunCluster,
  RunState,
} from '@illm-lab/plugin-hub-common';
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
  state?: RunState;
  limit: number;
  after?: Cursor;
}

/** The pairs of phase and verdict that `runState` calls so. */
const inState = (state: RunState) => (builder: Knex.QueryBuilder) => {
  for (const { phase, verdict } of outcomesOf(state)) {
    builder.orWhere({ 'runs.phase': phase, 'results.verdict': verdict });
  }
};

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
      if (query.state !== undefined) {
        builder.where(inState(query.state));
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
      .leftJoin('results', 'results.run_id', 'runs.id')
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

  /** Runs with a cluster that has not gone, as far as is known. */
  async withClusters(): Promise<StoredRun[]> {
    const rows = await this.query().whereLike('clusters', '%"removedAt":null%');
    return rows.map(fromRow);
  }

  /**
   * Lets what is seen next of a run be written, whatever was written before.
   *
   * @param revision - of what is forgotten; anything newer stays
   */
  async forgetRevision(id: string, revision: number): Promise<void> {
    await this.knex<RunRow>('runs')
      .where({ id, revision })
      .update({ revision: 0 });
  }

  /**
   * Writes what was seen of a run, unless something newer is written already.
   *
   * @returns the run as it is now
   */
  async observe(run: ObservedRun): Promise<StoredRun> {
    const before = await this.knex('runs').where({ id: run.id }).first('id');
    if (!before) {
      const isNew =
        (await this.create(run)) ||
        // A copy of a run's Workflow has the annotations of that run, and who
        // asked for that one has not asked for this.
        (await this.create({
          ...run,
          requestedBy: null,
          idempotencyKey: null,
        }));
      if (isNew) return (await this.get(run.id))!;
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
      stopped_by,
      ...news
    } = toRow(run);
    await this.knex<RunRow>('runs')
      .where({ id })
      .andWhere('revision', '<=', run.revision)
      .update(news);
    if (stopped_by !== null) {
      await this.knex<RunRow>('runs')
        .where({ id })
        .whereNull('stopped_by')
        .update({ stopped_by });
    }
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
   * Notes who stopped a run. The first person counts; the program through which
   * it was done may have been seen before.
   */
  async stopped(id: string, userEntityRef: string): Promise<void> {
    await this.knex<RunRow>('runs')
      .where({ id })
      .where(builder => {
        builder
          .whereNull('stopped_by')
          .orWhereNot('stopped_by', 'like', 'user:%');
      })
      .update({ stopped_by: userEntityRef });
  }

  /** Stars a run for somebody; nobody takes the star away. One that has a star keeps whose it is. */
  async star(id: string, userEntityRef: string | null): Promise<void> {
    const row = this.knex<RunRow>('runs').where({ id });
    await (userEntityRef === null ? row : row.whereNull('starred_by')).update({
      starred_by: userEntityRef,
    });
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
    const { verdict, message, partial = false } = result;
    await this.knex('results')
      .insert({
        run_id: runId,
        verdict,
        message,
        partial,
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
    for (;;) {
      try {
        // Of its own, so that a refusal ends no transaction around it.
        await this.knex.transaction(trx =>
          trx('runs').insert({
            ...toRow(run),
            number: trx.raw(
              '(select coalesce(max(number), 0) + 1 from runs where experiment = ?)',
              run.experiment,
            ),
          }),
        );
        return true;
      } catch (error) {
        if (!isUniqueViolation(error)) {
          throw error;
        }
        // Another has taken the id or key, or only the number: then try the next.
        // Of all that try at once one gets it each time, so this comes to an end.
        if (await this.isTaken(run)) {
          return false;
        }
      }
    }
  }

  /**
   * Writes a new run if the runs that have not ended leave room for it. One
   * decision is made after the other, on all replicas: none counts without the run
   * that the one before it has let in.
   *
   * @param admit - whether to write it, told of those runs; it may throw. It must
   *   not wait for anything, since all others wait for it
   * @returns `taken` and nothing written when its id or key is taken, `refused`
   *   when `admit` says so
   */
  createIf(
    run: ObservedRun,
    admit: (unfinished: StoredRun[]) => boolean,
  ): Promise<'created' | 'taken' | 'refused'> {
    return this.knex.transaction(async trx => {
      const store = new RunStore(trx);
      await takeTurn(trx);
      if (await store.isTaken(run)) return 'taken';
      if (!admit(await store.unfinished())) return 'refused';
      return (await store.create(run)) ? 'created' : 'taken';
    });
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
      .select('runs.*', 'results.verdict', 'results.partial', {
        result_message: 'results.message',
      }) as unknown as Knex.QueryBuilder<RunWithResultRow, RunWithResultRow[]>;
  }
}

/** Any number that nothing else in the database locks: "runs". */
const TURN = 0x7275_6e73;

/**
 * Waits until no other transaction has the turn, and has it until this one ends.
 * On SQLite the transaction has the database's only connection.
 */
async function takeTurn(trx: Knex.Transaction): Promise<void> {
  if (trx.client.config.client === 'pg') {
    await trx.raw('select pg_advisory_xact_lock(?)', [TURN]);
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
