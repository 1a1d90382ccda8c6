import { TimelineEntry } from './types';

/** What was done for a cluster, part by part, with the times of each. */
export class Timeline {
  private readonly entries: TimelineEntry[];

  /** @param known - what an earlier provider has written down */
  constructor(known: TimelineEntry[] = []) {
    this.entries = known.map(entry => ({ ...entry }));
  }

  /** A part is being worked on; `message` says how it goes. */
  begin(name: string, title: string, message = ''): void {
    const entry = this.entries.find(one => one.name === name);
    if (!entry) {
      const startedAt = new Date().toISOString();
      this.entries.push({ name, title, startedAt, message });
    } else if (!entry.finishedAt) {
      entry.message = message;
    }
  }

  /** A part is done. Done once, it stays so: what comes later is no news of it. */
  end(name: string): void {
    const entry = this.entries.find(one => one.name === name);
    if (entry && !entry.finishedAt) {
      entry.finishedAt = new Date().toISOString();
      delete entry.message;
    }
  }

  list(): TimelineEntry[] {
    return this.entries.map(entry => ({ ...entry }));
  }
}
