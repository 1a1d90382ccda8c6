import { History } from './History';

const T0 = Date.parse('2026-11-23T12:00:00Z');

describe('History', () => {
  it('keeps the last samples, oldest first, with gaps', () => {
    const history = new History(3, 15);
    [0.1, null, 0.3, 0.4].forEach((cpu, i) =>
      history.add('hub/a', { cpu, memory: i === 3 ? null : 0.5 }, T0 + i),
    );
    expect(history.of('hub/a')).toEqual({
      until: new Date(T0 + 3).toISOString(),
      stepSeconds: 15,
      cpu: [null, 0.3, 0.4],
      memory: [0.5, 0.5, null],
    });
  });

  it('gives fewer points as means, the newest complete', () => {
    const history = new History(8, 15);
    [0, 0.1, 0.2, 0.3, null, null, 0.6].forEach(cpu =>
      history.add('a', { cpu, memory: null }, T0),
    );
    expect(history.of('a', 4)).toMatchObject({
      stepSeconds: 30,
      cpu: [0, 0.15, 0.3, 0.6],
      memory: [null, null, null, null],
    });
  });

  it('has nothing of a node that it does not know, or has forgotten', () => {
    const history = new History(3, 15);
    const empty = { until: null, stepSeconds: 15, cpu: [], memory: [] };
    expect(history.of('a')).toEqual(empty);
    history.add('a', { cpu: 1, memory: 1 }, T0);
    history.keep(new Set(['b']));
    expect(history.of('a')).toEqual(empty);
  });
});
