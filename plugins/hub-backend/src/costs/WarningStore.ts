import { Knex } from 'knex';

/** A warning about a cost center's month. */
export interface Warning {
  /** Entity ref. */
  costCenter: string;
  /** Such as 2026-11. */
  month: string;
  state: 'at-risk' | 'over';
}

const toRow = ({ costCenter, month, state }: Warning) => ({
  cost_center: costCenter,
  month,
  state,
});

/** Which warnings were sent, in the plugin's database. */
export class WarningStore {
  constructor(private readonly knex: Knex) {}

  /** Claims a warning. False: it was sent before, or another replica does. */
  async claim(warning: Warning): Promise<boolean> {
    const rows = await this.knex('cost_warnings')
      .insert({ ...toRow(warning), sent_at: new Date().toISOString() })
      .onConflict(['cost_center', 'month', 'state'])
      .ignore()
      .returning('state');
    return rows.length > 0;
  }

  /** It could not be sent after all. */
  async release(warning: Warning): Promise<void> {
    await this.knex('cost_warnings').where(toRow(warning)).delete();
  }
}
