interface Watch {
  start(): void;
  stop(): Promise<void>;
}

/** Watches that come and go by what is wanted, each under its key. */
export class WatchSet<W extends Watch> {
  private readonly watches = new Map<string, W>();
  private stopped = false;

  constructor(private readonly create: (key: string) => W) {}

  /** Starts what is wanted and new; stops what is no longer wanted. */
  want(keys: Iterable<string>): void {
    if (this.stopped) return;
    const wanted = new Set(keys);
    for (const [key, watch] of this.watches) {
      if (!wanted.has(key)) {
        this.watches.delete(key);
        void watch.stop();
      }
    }
    for (const key of wanted) {
      if (!this.watches.has(key)) {
        const watch = this.create(key);
        this.watches.set(key, watch);
        watch.start();
      }
    }
  }

  get(key: string): W | undefined {
    return this.watches.get(key);
  }

  keys(): string[] {
    return [...this.watches.keys()];
  }

  all(): W[] {
    return [...this.watches.values()];
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.all().map(watch => watch.stop()));
  }
}
