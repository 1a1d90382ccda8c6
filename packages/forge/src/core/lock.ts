/** Runs tasks one after the other, in the order they were given. */
export class Lock {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.last.then(task);
    this.last = result.catch(() => {});
    return result;
  }

  /** Resolves when nothing is running any more. */
  idle(): Promise<unknown> {
    return this.last;
  }
}
