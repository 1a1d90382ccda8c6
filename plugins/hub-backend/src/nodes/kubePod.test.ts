import { amount } from './amount';
import { podFacts, isActive } from './kubePod';

describe('amount', () => {
  it.each([
    ['2', 2],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['1500000n', 0.0015],
    ['1Ki', 1024],
    ['1.5Gi', 1.5 * 1024 ** 3],
    ['16G', 16e9],
    ['12e3', 12_000],
    ['1E', 1e18],
    ['-1', -1],
  ])('%s is %d', (quantity, value) => {
    expect(amount(quantity)).toBeCloseTo(value, 9);
  });

  it.each([undefined, '', 'much', '1Q', '1.2.3', '5Zi'])(
    '%s is none',
    quantity => {
      expect(amount(quantity)).toBeNull();
    },
  );
});

describe('podFacts', () => {
  const requests = (cpu: string, memory = '0') => ({
    resources: { requests: { cpu, memory } },
  });
  const pod = (spec: object) =>
    podFacts({
      metadata: { name: 'a', namespace: 'b', uid: 'c' },
      spec: { nodeName: 'n', ...spec },
      status: { phase: 'Running' },
    });

  it('sums the containers', () => {
    expect(
      pod({ containers: [requests('100m', '1Mi'), requests('1', '1Gi'), {}] }),
    ).toEqual({
      namespace: 'b',
      name: 'a',
      node: 'n',
      phase: 'Running',
      cpu: 1.1,
      memory: 1024 ** 2 + 1024 ** 3,
    });
  });

  it('counts the hungriest init container when it needs more', () => {
    expect(
      pod({
        initContainers: [requests('2'), requests('3')],
        containers: [requests('1'), requests('1')],
      }).cpu,
    ).toBe(3);
  });

  it('counts sidecars with the containers, and with the init containers after them', () => {
    const sidecar = { ...requests('500m'), restartPolicy: 'Always' };
    expect(
      pod({ initContainers: [sidecar], containers: [requests('1')] }).cpu,
    ).toBe(1.5);
    expect(
      pod({
        initContainers: [requests('2'), sidecar, requests('2')],
        containers: [requests('1')],
      }).cpu,
    ).toBe(2.5);
  });

  it('adds the overhead', () => {
    expect(
      pod({ containers: [requests('1')], overhead: { cpu: '250m' } }).cpu,
    ).toBe(1.25);
  });

  it('knows pods that hold nothing any more', () => {
    expect(
      ['Running', 'Pending', 'Unknown'].map(phase => isActive({ phase })),
    ).toEqual([true, true, true]);
    expect(['Succeeded', 'Failed'].map(phase => isActive({ phase }))).toEqual([
      false,
      false,
    ]);
  });
});
