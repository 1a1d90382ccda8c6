import { setTimeout as sleep } from 'node:timers/promises';
import { Person } from './Person';

/** What people ask for most, of several plugins, the database and files. */
const PATHS = [
  '/',
  '/api/hub/runs?limit=20',
  '/api/hub/status',
  '/api/hub/experiments',
  '/api/catalog/entities?filter=kind=component',
  '/api/notifications/status',
];

/** A request as it ended. */
export interface Answer {
  path: string;
  /** HTTP status, or what went wrong without one. */
  outcome: number | string;
  /** What a refusal says. */
  message?: string;
  ms: number;
}

/** Many who ask all the time, until they are told to stop. */
export class Load {
  readonly answers: Answer[] = [];
  private stopped = false;
  private readonly done: Promise<unknown>;

  constructor(person: Person, workers: number, pauseMs: number) {
    this.done = Promise.all(
      Array.from({ length: workers }, async (_, worker) => {
        for (let i = worker; !this.stopped; i++) {
          await this.ask(person, PATHS[i % PATHS.length]);
          await sleep(pauseMs);
        }
      }),
    );
  }

  /** Those that were not answered with 2xx. */
  failed(): Answer[] {
    return this.answers.filter(
      ({ outcome }) =>
        typeof outcome === 'string' || outcome < 200 || outcome > 299,
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async ask(person: Person, path: string): Promise<void> {
    const from = performance.now();
    let outcome: number | string;
    let message: string | undefined;
    try {
      const response = await person.fetch(path);
      const text = await response.text();
      outcome = response.status;
      message = response.ok ? undefined : text;
    } catch (error) {
      outcome = `${(error as Error).cause ?? error}`;
    }
    const ms = performance.now() - from;
    this.answers.push({ path, outcome, message, ms });
  }
}
