import { RetentionFigures } from '@illm-lab/plugin-hub-common';
import { Knex } from 'knex';
import { folderBytes } from './folderBytes';

/** A page that many look at has the figures added up once. */
const FRESH_MS = 60_000;

/** What there is of runs now, in the plugin's database and on the local hub's disk. */
export class RetentionCounter {
  private answer?: { at: number; figures: Promise<RetentionFigures> };

  constructor(
    private readonly options: {
      knex: Knex;
      /** Folder of the local hub's state. */
      stateDir?: string;
      /** The time in ms; for tests. */
      now?: () => number;
    },
  ) {}

  /** At most a minute old; one that failed is tried again. */
  figures(): Promise<RetentionFigures> {
    const now = (this.options.now ?? Date.now)();
    if (!this.answer || now - this.answer.at >= FRESH_MS) {
      const figures = this.count();
      this.answer = { at: now, figures };
      figures.catch(() => {
        this.answer = undefined;
      });
    }
    return this.answer.figures;
  }

  private async count(): Promise<RetentionFigures> {
    const { knex, stateDir } = this.options;
    const [runs] = await knex('runs')
      .count({ all: '*', starred: 'starred_by' })
      .min({ oldest: 'created_at' });
    const [results] = await knex('results').count({ all: '*' });
    const [logs] = await knex('logs')
      .count({ all: '*' })
      .sum({ sum: 'length' });
    return {
      runs: Number(runs.all),
      starredRuns: Number(runs.starred),
      ...(runs.oldest && { oldestRunAt: runs.oldest }),
      results: Number(results.all),
      logs: Number(logs.all),
      logCharacters: Number(logs.sum ?? 0),
      databaseBytes: await databaseBytes(knex),
      ...(stateDir && { stateBytes: await folderBytes(stateDir) }),
    };
  }
}

/** Each database knows it by a way of its own. */
async function databaseBytes(knex: Knex): Promise<number> {
  if (knex.client.config.client === 'pg') {
    const { rows } = await knex.raw(
      'select pg_database_size(current_database()) as bytes',
    );
    return Number(rows[0].bytes);
  }
  const [row] = await knex.raw(
    'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
  );
  return Number(row.bytes);
}
