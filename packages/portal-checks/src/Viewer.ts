import { Run } from '@illm-lab/plugin-hub-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Person } from './Person';

/** A browser's first retry, see HubEventStream of the frontend. */
const RETRY_MS = 500;

/** What a viewer has heard, and how. */
export interface Heard {
  run: string;
  phase: string;
  /** An event of the stream, or the list that a page reads when it connects. */
  by: 'event' | 'read';
  at: number;
}

/**
 * A browser with the page of runs open: it reads the list whenever its stream
 * opens, follows the stream, and comes back when that ends.
 */
export class Viewer {
  readonly heard: Heard[] = [];
  /** How often the stream was opened. */
  connections = 0;
  private readonly abort = new AbortController();
  private lastEventId?: string;
  private readonly done: Promise<void>;

  constructor(private readonly person: Person) {
    this.done = this.follow();
  }

  /** The phase of a run as this browser shows it now. */
  phase(run: string): string | undefined {
    return this.heard.filter(one => one.run === run).at(-1)?.phase;
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.done;
  }

  private async follow(): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      try {
        await this.connect();
      } catch {
        // As in a browser, whatever it was is tried again.
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async connect(): Promise<void> {
    const response = await this.person.fetch('/api/hub/events?topics=runs', {
      signal: this.abort.signal,
      headers: this.lastEventId ? { 'Last-Event-ID': this.lastEventId } : {},
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    this.connections += 1;
    await this.read();
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(
      new TextDecoderStream(),
    )) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) await this.take(block);
    }
  }

  private async take(block: string): Promise<void> {
    const fields = new Map(
      block.split('\n').map(line => {
        const [name, ...value] = line.split(': ');
        return [name, value.join(': ')];
      }),
    );
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    if (fields.get('event') === 'reset') await this.read();
    if (fields.get('event') === 'run') {
      const run = JSON.parse(fields.get('data')!) as Run;
      this.hear(run, 'event');
    }
  }

  private async read(): Promise<void> {
    const { items } = await this.person.json<{ items: Run[] }>(
      '/api/hub/runs?limit=100',
    );
    items.forEach(run => this.hear(run, 'read'));
  }

  private hear({ id, phase }: Run, by: Heard['by']): void {
    this.heard.push({ run: id, phase, by, at: Date.now() });
  }
}
