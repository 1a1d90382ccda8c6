import { ConfigReader } from '@backstage/config';
import { assertListensOnLoopback, isLoopbackAddress } from './loopback';

describe('isLoopbackAddress', () => {
  it.each(['127.0.0.1', '127.88.1.2', '::1', '::ffff:127.0.0.1'])(
    'takes %s for this machine',
    address => expect(isLoopbackAddress(address)).toBe(true),
  );

  it.each([undefined, '', '10.0.0.1', '::ffff:10.0.0.1', '127.0.0.1.example'])(
    'takes %s for another machine',
    address => expect(isLoopbackAddress(address)).toBe(false),
  );
});

describe('assertListensOnLoopback', () => {
  const check = (listen: unknown) => () =>
    assertListensOnLoopback(
      new ConfigReader({ backend: { listen: listen as string } }),
    );

  it.each(['127.0.0.1:7007', 'localhost:7007', '[::1]:7007'])(
    'lets %s pass',
    listen => expect(check(listen)).not.toThrow(),
  );

  it('lets a host object pass', () =>
    expect(check({ host: '127.0.0.1', port: 7007 })).not.toThrow());

  it.each([':7007', '0.0.0.0:7007', '192.168.1.2:7007', undefined])(
    'refuses %s and names the remedy',
    listen =>
      expect(check(listen)).toThrow(/Set backend.listen to 127.0.0.1:<port>/),
  );
});
