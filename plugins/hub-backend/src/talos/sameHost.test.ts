import { HostBook } from './sameHost';

describe('which hosts are one (case 23-second-endpoint)', () => {
  const addresses: Record<string, string[]> = {
    'worker-2.home.arpa': ['192.0.2.22', '2001:db8::22'],
  };
  const book = new HostBook(async name => addresses[name] ?? []);
  beforeAll(() => book.learn(['worker-2.home.arpa', 'nobody.home.arpa']));

  it.each([
    ['2001:db8:0:0::1', '2001:DB8::1', true],
    ['[fd00::1]', 'fd00:0:0:0:0:0:0:1', true],
    ['fe80::1%eth0', 'fe80::1', true],
    ['worker-2.home.arpa', '192.0.2.22', true],
    ['2001:db8:0::22', 'Worker-2.home.arpa.', true],
    ['nobody.home.arpa', 'nobody.home.arpa', true],
    ['nobody.home.arpa', '192.0.2.22', false],
    ['192.0.2.2', '192.0.2.22', false],
  ])('%s and %s: %s', (one, other, same) =>
    expect(book.same(one, other)).toBe(same),
  );
});
