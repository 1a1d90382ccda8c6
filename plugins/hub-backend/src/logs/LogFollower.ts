import { setTimeout as sleep } from 'node:timers/promises';
import { HttpStatusError } from '../kube/httpRequest';
import { KubeConnection } from '../kube/KubeConnection';
import { LogState, LogText } from './LogText';

/** Container that runs a step's own command; Argo adds `wait` and `init`. */
const CONTAINER = 'main';
const RETRY_MS = 500;
/** Tries to reach the log of a step that has ended, before it is given up. */
const LAST_TRIES = 5;

/** Where a step's log is. */
export interface LogSource {
  namespace: string;
  pod: string;
}

/**
 * Follows the log of one pod to its end, through breaks of the connection.
 * It ends when the step has ended and its log was read to the end or is gone.
 */
export class LogFollower {
  private readonly log: LogText;
  private ended = false;

  constructor(
    private readonly options: {
      connection: KubeConnection;
      source: LogSource;
      state: LogState;
      signal: AbortSignal;
      /** New text, and where it begins. */
      onText(text: string, offset: number): void;
    },
  ) {
    this.log = new LogText(options.state);
  }

  /** Tells that the step has ended, so that the log's end is final. */
  stepEnded(): void {
    this.ended = true;
  }

  /** Follows until the end, or until the signal. */
  async run(): Promise<void> {
    const { signal, state } = this.options;
    let failures = 0;
    while (!signal.aborted && !state.complete) {
      const endedBefore = this.ended;
      try {
        await this.read(endedBefore);
        failures = 0;
        if (endedBefore) {
          state.complete = true;
        }
      } catch (error) {
        failures += 1;
        const gone = error instanceof HttpStatusError && error.status === 404;
        if (endedBefore && (gone || failures >= LAST_TRIES)) {
          state.complete = true;
        }
      }
      if (!state.complete) {
        // Cut short by the signal too; the loop's condition sees to that.
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async read(ended: boolean): Promise<void> {
    const { connection, source, state, signal } = this.options;
    this.log.restart();
    const stream = await connection.stream(
      `/api/v1/namespaces/${source.namespace}/pods/${source.pod}/log`,
      {
        container: CONTAINER,
        follow: 'true',
        timestamps: 'true',
        ...(state.lastTime && { sinceTime: state.lastTime }),
      },
      signal,
    );
    stream.setEncoding('utf8');
    for await (const chunk of stream) {
      this.tell(state.text.length, this.log.append(chunk));
      if (state.complete) {
        return;
      }
    }
    // Before the step has ended, half a line is the mark of a lost connection.
    if (ended) {
      this.tell(state.text.length, this.log.finish());
    }
  }

  private tell(offset: number, text: string): void {
    if (text) {
      this.options.onText(text, offset);
    }
  }
}
