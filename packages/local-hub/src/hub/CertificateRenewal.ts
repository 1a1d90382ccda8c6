import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, Supervisor } from '../supervisor';
import { Credentials } from './credentials';

/** A computer may sleep for days; the month before an end leaves room for that. */
const LOOK_EVERY_MS = 6 * 60 * 60 * 1000;

/**
 * Looks now and then whether a certificate nears its end. It is made anew then,
 * as at each start, and the parts of the hub are restarted one after the other,
 * since most of them read theirs only then. Old and new are of one authority
 * and both valid meanwhile, so the parts understand each other throughout.
 */
export class CertificateRenewal {
  constructor(
    private readonly options: {
      /** Makes anew what is near its end, and else changes nothing. */
      prepare: () => Promise<Pick<Credentials, 'identity'>>;
      supervisor: Pick<Supervisor, 'restartAll'>;
      logger: Logger;
    },
  ) {}

  /** Looks until told to stop. */
  async run(signal: AbortSignal): Promise<void> {
    // What is in use was prepared at the start.
    let inUse: string | undefined;
    while (!signal.aborted) {
      try {
        inUse = await this.look(inUse);
      } catch (error) {
        this.options.logger.warn(`Certificates: ${error}`);
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(
        () => {},
      );
    }
  }

  /**
   * @param inUse - identity of the certificates that the parts run with
   * @returns the identity of those that they run with now
   */
  async look(inUse: string | undefined): Promise<string> {
    const { prepare, supervisor, logger } = this.options;
    const identity = (await prepare()).identity();
    if (inUse !== undefined && identity !== inUse) {
      logger.info('Certificates near their end were renewed; restarting parts');
      await supervisor.restartAll();
      logger.info('All parts run with the new certificates');
    }
    return identity;
  }
}
