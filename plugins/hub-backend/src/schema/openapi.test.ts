import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

describe('what is generated from openapi.yaml', () => {
  it('is up to date', () => {
    const script = resolve(__dirname, '../../scripts/generate-openapi.mjs');
    expect(() =>
      execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });
});
