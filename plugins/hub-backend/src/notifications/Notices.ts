import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';

type Payload = Parameters<NotificationService['send']>[0]['payload'];

/** Something that people are told once. */
export interface Notice {
  /** What it is about; the same for whoever wants to tell it. */
  id: string;
  /** Entity refs; a group is everybody in it. Nobody: nothing is sent. */
  to: string[];
  payload: Payload;
}

/**
 * Sends each notice once, however many replicas see its reason and however often.
 * The plugin's database knows what was sent; a replica claims a notice there
 * before it sends it, and gives it back when it could not.
 */
export class Notices {
  constructor(
    private readonly options: {
      knex: Knex;
      notifications: Pick<NotificationService, 'send'>;
      logger: LoggerService;
    },
  ) {}

  /** Sends a notice, unless it was sent; never fails. */
  async send({ id, to, payload }: Notice): Promise<void> {
    const { notifications, logger } = this.options;
    if (to.length === 0) return;
    try {
      if (!(await this.claim(id))) return;
      try {
        await notifications.send({
          recipients: { type: 'entity', entityRef: to },
          // Of the same scope there is one at each reader: a repeat replaces it.
          payload: { scope: id, ...payload },
        });
      } catch (error) {
        await this.table().where({ id }).delete();
        throw error;
      }
    } catch (error) {
      logger.warn(`The notification ${id} could not be sent: ${error}`);
    }
  }

  /** False: it was sent before, or another replica does. */
  private async claim(id: string): Promise<boolean> {
    const rows = await this.table()
      .insert({ id, sent_at: new Date().toISOString() })
      .onConflict('id')
      .ignore()
      .returning('id');
    return rows.length > 0;
  }

  private table() {
    return this.options.knex('notices');
  }
}
