import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { definitions } from './definitions';
import { DEFINITIONS } from './places';

it('the local hub’s definitions are those of the table of kinds', () => {
  const written = Object.fromEntries(
    readdirSync(DEFINITIONS).map(file => [
      file,
      readFileSync(path.join(DEFINITIONS, file), 'utf8'),
    ]),
  );
  // "yarn workspace @illm-lab/composition generate" writes them.
  expect(written).toEqual(definitions());
});
