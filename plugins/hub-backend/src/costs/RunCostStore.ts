import { RunCost } from '@illm-lab/plugin-hub-common';
import { Knex } from 'knex';

/** A run's cost as it is written down; how the source is now is no part of it. */
export type WrittenRunCost = Omit<RunCost, 'source'>;

/** Final costs of runs in the plugin's database. */
export class RunCostStore {
  constructor(private readonly knex: Knex) {}

  async get(run: string): Promise<WrittenRunCost | undefined> {
    const row = await this.knex('run_costs').where({ run_id: run }).first();
    return row && JSON.parse(row.document);
  }

  /** Of several replicas the first one counts. */
  async save(cost: WrittenRunCost): Promise<void> {
    await this.knex('run_costs')
      .insert({ run_id: cost.run, document: JSON.stringify(cost) })
      .onConflict('run_id')
      .ignore();
  }

  /** Runs that ended in a stretch of time and have no cost, oldest first. */
  async unsettled(ended: {
    from: string;
    to: string;
    limit: number;
  }): Promise<string[]> {
    const rows: Array<{ id: string }> = await this.knex('runs')
      .leftJoin('run_costs', 'run_costs.run_id', 'runs.id')
      .whereNull('run_costs.run_id')
      .whereBetween('runs.finished_at', [ended.from, ended.to])
      .orderBy('runs.finished_at')
      .limit(ended.limit)
      .select('runs.id');
    return rows.map(({ id }) => id);
  }
}
