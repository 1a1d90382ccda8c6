import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { files } from './files';
import { DEFINITIONS } from './places';

describe('what is made from the table of kinds', () => {
  it.each(
    Object.entries(files()).map(([file, text]) => [
      path.basename(file),
      file,
      text,
    ]),
  )('%s is as it would be made now', (_name, file, text) => {
    // Not so? "yarn workspace @illm-lab/composition generate"
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('has no definition of a kind that is not used any more', () => {
    const made = Object.keys(files()).map(file => path.basename(file));
    expect(
      readdirSync(DEFINITIONS).filter(name => !made.includes(name)),
    ).toEqual([]);
  });
});
