import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { claimFiles, PACKAGE } from '../testing/fixtures';
import { Renderer } from './Renderer';

jest.setTimeout(120_000);

const golden = (file: string) =>
  path.join(PACKAGE, 'golden', path.basename(file));

/** `UPDATE_GOLDEN=1` writes the files anew; look at the difference in Git. */
const UPDATE = Boolean(process.env.UPDATE_GOLDEN);

describe('crossplane render', () => {
  let renderer: Renderer;
  beforeAll(async () => {
    renderer = await Renderer.start();
  });
  afterAll(() => renderer?.stop());

  it.each(claimFiles.map(file => [path.basename(file, '.yaml'), file]))(
    'makes of %s what its golden file says',
    async (_name, file) => {
      const rendered = await renderer.render(file);
      if (UPDATE) writeFileSync(golden(file), rendered);
      expect(existsSync(golden(file))).toBe(true);
      expect(rendered).toBe(readFileSync(golden(file), 'utf8'));
    },
  );
});
