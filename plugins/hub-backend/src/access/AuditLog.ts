import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Access } from './Access';
import { Caller } from './Caller';

/** Writes to Backstage's audit log who changed what, and how it ended. */
export class AuditLog {
  constructor(
    private readonly auditor: AuditorService,
    private readonly access: Access,
  ) {}

  /**
   * Does the work and notes it, refused or not.
   *
   * @param meta - what is asked for, beside who asks
   * @throws what the work throws
   */
  async audited<T>(
    eventId: string,
    { request, credentials }: Caller,
    meta: JsonObject,
    work: () => Promise<T>,
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      // An action comes without its request, so who asked is said here.
      meta: { ...meta, actor: this.access.nameOf(credentials) },
    });
    try {
      const done = await work();
      await event.success();
      return done;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }
}
