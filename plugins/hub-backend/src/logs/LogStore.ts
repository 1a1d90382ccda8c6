import { Knex } from 'knex';
import { LogState } from './LogText';

interface LogRow {
  run_id: string;
  stage_id: string;
  text: string;
  last_time: string;
  last_count: number;
  complete: boolean | number;
}

/** Logs of steps in the plugin's database. */
export class LogStore {
  constructor(private readonly knex: Knex) {}

  /** What is stored of a step's log. */
  async get(run: string, stage: string): Promise<LogState | undefined> {
    const row = await this.knex<LogRow>('logs')
      .where({ run_id: run, stage_id: stage })
      .first();
    return (
      row && {
        text: row.text,
        lastTime: row.last_time,
        lastCount: row.last_count,
        complete: Boolean(row.complete),
      }
    );
  }

  /** Whether a step's log is known to its end. */
  async isComplete(run: string, stage: string): Promise<boolean> {
    const row = await this.knex<LogRow>('logs')
      .where({ run_id: run, stage_id: stage, complete: true })
      .first('stage_id');
    return row !== undefined;
  }

  /** Writes a log; a longer or complete one of another replica stays. */
  async save(run: string, stage: string, state: LogState): Promise<void> {
    await this.knex<LogRow>('logs')
      .insert({
        run_id: run,
        stage_id: stage,
        text: state.text,
        last_time: state.lastTime,
        last_count: state.lastCount,
        complete: state.complete,
      })
      .onConflict(['run_id', 'stage_id'])
      .merge()
      .where('logs.last_time', '<=', state.lastTime)
      .andWhere('logs.complete', false);
  }
}
