import { Knex } from 'knex';
import { CostData } from './allocation';
import { Span } from './windows';

/** A settled day as it was read. */
export interface CostDay {
  data: CostData;
  /** In ms since 1970. */
  readAt: number;
}

const dayOf = ({ from }: Span) => new Date(from).toISOString().slice(0, 10);

/** What settled days of UTC cost, in the plugin's database. */
export class CostDays {
  constructor(private readonly knex: Knex) {}

  async get(day: Span): Promise<CostDay | undefined> {
    const row = await this.knex('cost_days')
      .where({ day: dayOf(day) })
      .first('document', 'read_at');
    return (
      row && { data: JSON.parse(row.document), readAt: Number(row.read_at) }
    );
  }

  /** Of several replicas the last one counts; they have read the same. */
  async save(day: Span, { data, readAt }: CostDay): Promise<void> {
    await this.knex('cost_days')
      .insert({
        day: dayOf(day),
        read_at: readAt,
        document: JSON.stringify(data),
      })
      .onConflict('day')
      .merge();
  }
}
