import { execFileSync } from 'node:child_process';
import { mounts } from './storage';

it('counts the used share of a file system as df does', async () => {
  const found = await mounts();
  for (const { mounted_on: mountedOn, size, available } of found) {
    const [, line] = execFileSync('df', ['--output=pcent', mountedOn], {
      encoding: 'utf8',
    }).split('\n');
    // df rounds up to whole percents, and others write meanwhile.
    const used = 100 * (1 - available / size);
    expect(Math.abs(used - Number.parseInt(line, 10))).toBeLessThan(2);
  }
});
