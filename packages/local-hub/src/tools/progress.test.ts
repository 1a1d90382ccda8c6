import { Progress } from './progress';
import { ToolProgress } from './types';

const items = [
  { tool: 'a', binary: 'one', estimatedSeconds: 100 },
  { tool: 'a', binary: 'two', estimatedSeconds: 50 },
];

describe('progress', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts down, and scales what is left to the pace so far', () => {
    const events: ToolProgress[] = [];
    const last = (binary: string) =>
      events.filter(it => it.binary === binary).at(-1);
    const progress = new Progress(items, event => events.push(event));
    progress.building(items[0]);
    jest.advanceTimersByTime(40_000);
    expect(last('one')).toMatchObject({
      state: 'building',
      seconds: 40,
      etaSeconds: 60,
    });
    expect(last('two')).toMatchObject({ state: 'queued', etaSeconds: 110 });

    // Overdue: never zero while it still builds.
    jest.advanceTimersByTime(160_000);
    expect(last('one')).toMatchObject({ seconds: 200, etaSeconds: 20 });

    progress.ready(items[0]);
    expect(last('one')).toMatchObject({ state: 'ready', seconds: 200 });
    progress.building(items[1]);
    expect(last('two')).toMatchObject({ etaSeconds: 100 });
    progress.failed(items[1], 'why');
    expect(last('two')).toMatchObject({ state: 'failed', message: 'why' });

    const told = events.length;
    jest.advanceTimersByTime(60_000);
    expect(events).toHaveLength(told);
  });
});
