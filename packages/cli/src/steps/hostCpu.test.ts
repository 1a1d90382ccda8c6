import { setTimeout as sleep } from 'node:timers/promises';
import { parseCpuTimes, sampleHostCpu } from './hostCpu';

const stat = (user: number, idle: number, iowait: number) =>
  `cpu  ${user} 0 0 ${idle} ${iowait} 0 0 0 0 0\ncpu0 1 1 1 1\n`;

it('counts waiting for disks as idle, and guests only once', () => {
  expect(parseCpuTimes('cpu  10 1 2 80 5 1 1 0 7 7\ncpu0')).toEqual({
    busy: 15,
    total: 100,
  });
});

it.each(['', 'intr 5\n', 'cpu  1 2\n', 'cpu  a b c d e f g h\n'])(
  'refuses %j',
  text => {
    expect(() => parseCpuTimes(text)).toThrow('/proc/stat');
  },
);

it('gives mean and highest share of the samples', async () => {
  const readings = [stat(0, 0, 0), stat(50, 40, 10), stat(150, 40, 10)];
  const cpu = sampleHostCpu(
    async () => readings.shift() ?? stat(150, 40, 10),
    20,
  );
  await sleep(200);
  expect(cpu.stop()).toEqual({ mean: 0.75, max: 1, samples: 2 });
});

it('gives nothing where there is no /proc', async () => {
  const cpu = sampleHostCpu(async () => {
    throw new Error('no such file');
  }, 10);
  await sleep(50);
  expect(cpu.stop()).toBeUndefined();
});
