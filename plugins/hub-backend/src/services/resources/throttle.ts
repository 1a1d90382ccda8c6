/**
 * Calls a function at once and then at most once in each interval, for as long
 * as it is asked to; what is asked for meanwhile is done at the interval's end.
 */
export class Throttle {
  private timer?: NodeJS.Timeout;
  private again = false;

  constructor(
    private readonly work: () => void,
    private readonly interval: () => number,
  ) {}

  /** Asks for a call. */
  call(): void {
    if (this.timer) {
      this.again = true;
      return;
    }
    this.work();
    this.rest();
  }

  /** Forgets what is left to do. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.again = false;
  }

  private rest(): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) {
        this.again = false;
        this.call();
      }
    }, this.interval());
    this.timer.unref();
  }
}
