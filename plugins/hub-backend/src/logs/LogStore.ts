import { Knex } from 'knex';
import { LogState } from './LogText';

interface LogRow {
  run_id: string;
  stage_id: string;
  /** Of all pieces together, in UTF-16 code units. */
  length: number;
  last_time: string;
  last_count: number;
  complete: boolean | number;
}

interface ChunkRow {
  run_id: string;
  stage_id: string;
  offset: number;
  text: string;
}

/** Logs of steps in the plugin's database: each save adds the piece that is new. */
export class LogStore {
  constructor(private readonly knex: Knex) {}

  /** What is stored of a step's log. */
  async get(run: string, stage: string): Promise<LogState | undefined> {
    const at = { run_id: run, stage_id: stage };
    return this.knex.transaction(async trx => {
      const row = await trx<LogRow>('logs').where(at).first();
      if (!row) return undefined;
      const pieces = await trx<ChunkRow>('log_chunks')
        .where(at)
        .andWhere('offset', '<', row.length)
        .orderBy('offset');
      return {
        text: pieces.map(({ text }) => text).join(''),
        lastTime: row.last_time,
        lastCount: row.last_count,
        complete: Boolean(row.complete),
      };
    });
  }

  /** Whether a step's log is known to its end. */
  async isComplete(run: string, stage: string): Promise<boolean> {
    const row = await this.knex<LogRow>('logs')
      .where({ run_id: run, stage_id: stage, complete: true })
      .first('stage_id');
    return row !== undefined;
  }

  /**
   * Adds what of a log is not stored yet. Replicas that follow one log see the same
   * text, so the one that is behind adds nothing, and a complete log stays.
   */
  async save(run: string, stage: string, state: LogState): Promise<void> {
    const at = { run_id: run, stage_id: stage };
    const now = {
      length: state.text.length,
      last_time: state.lastTime,
      last_count: state.lastCount,
      complete: state.complete,
    };
    await this.knex.transaction(async trx => {
      await trx<LogRow>('logs')
        .insert({ ...at, ...now, length: 0, complete: false })
        .onConflict(['run_id', 'stage_id'])
        .ignore();
      const { length: offset } = (await trx<LogRow>('logs')
        .where(at)
        .first('length'))!;
      // Only one of two that saw the same length gets to add; the other has it soon.
      const written = await trx<LogRow>('logs')
        .where({ ...at, length: offset, complete: false })
        .andWhere('length', '<=', state.text.length)
        .andWhere('last_time', '<=', state.lastTime)
        .update(now);
      const text = state.text.slice(offset);
      if (written > 0 && text) {
        await trx<ChunkRow>('log_chunks').insert({ ...at, offset, text });
      }
    });
  }
}
