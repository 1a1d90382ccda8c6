import { execFileSync } from 'node:child_process';
import path from 'node:path';

// eslint-disable-next-line no-restricted-syntax
const ROOT = path.resolve(__dirname, '../../..');
const LAB = [
  process.execPath,
  '--require',
  path.join(ROOT, 'node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
  path.join(ROOT, 'packages/cli/src/main.ts'),
];

describe('a reader that stops early', () => {
  it.each([
    ['of the answer', '--help | true'],
    ['of what goes wrong', 'nonsense 2>&1 | true'],
  ])('%s is no fault', (_what, rest) => {
    const command = `{ ${LAB.map(one => `'${one}'`).join(' ')} ${rest}; } 2>&1`;
    expect(execFileSync('/bin/sh', ['-c', command]).toString()).toBe('');
  });
});
