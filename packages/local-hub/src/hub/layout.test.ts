import { SERVICE_RANGE } from './components/controlPlane';
import { layout } from './layout';

describe('layout', () => {
  it('gives every part a port and hubs side by side nothing in common', () => {
    const one = layout('/state/one', 7007);
    const two = layout('/state/two', 7107);
    const ports = [...Object.values(one.ports), ...Object.values(two.ports)];
    expect(new Set(ports).size).toBe(ports.length);
    expect(one.network).toEqual({
      pods: '10.88.0.0/16',
      processes: '127.88.0.0/16',
      loadBalancers: '127.89.0.0/24',
    });
    expect(two.network.pods).toBe('10.90.0.0/16');
    expect(one.path('logs', 'a.log')).toBe('/state/one/logs/a.log');
  });

  it('gives pods no addresses of Services, nor of another hub’s', () => {
    const pods = Array.from(
      { length: 50 },
      (_, hub) => layout('/state', 7007 + 100 * hub).network.pods,
    );
    expect(pods).not.toContain(SERVICE_RANGE);
    expect(new Set(pods).size).toBe(pods.length);
  });

  it.each([80, 65_530, 7007.5, NaN])('refuses port %p', port => {
    expect(() => layout('/state', port)).toThrow(
      /^The port must be a whole number from 1024 to 65[45]\d\d, since the hub takes the ports after it too; it is (80|65530|7007.5|NaN)\.$/,
    );
  });

  it('keeps the addresses of hubs below the default port in range', () => {
    expect(layout('/state', 2007).network.pods).toMatch(
      /^10\.(8[8-9]|9\d|1[0-8]\d)\.0\.0\/16$/,
    );
  });
});
