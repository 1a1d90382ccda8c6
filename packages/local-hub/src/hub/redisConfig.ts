import path from 'node:path';
import { writeFileAtomic } from '../supervisor';

/**
 * Writes Redis' settings to a file, because its command line, with the
 * password in it, could be read by every user of the computer.
 */
export function writeRedisConfig(
  dir: string,
  port: number,
  password: string,
): string {
  const file = path.join(dir, 'redis.conf');
  writeFileAtomic(
    file,
    [
      'bind 127.0.0.1',
      `port ${port}`,
      'protected-mode yes',
      `requirepass ${password}`,
      // A cache: nothing in it is worth a file.
      'save ""',
      'appendonly no',
      'maxmemory 64mb',
      'maxmemory-policy allkeys-lru',
      'databases 1',
      '',
    ].join('\n'),
  );
  return file;
}
