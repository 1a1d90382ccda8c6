import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { REPO_ROOT } from './root';

/** What goes to a cluster: read by Go as YAML 1.1, and by our checks as 1.2. */
const FILES = globSync(['platform/hub/**/*.yaml', 'experiments/**/*.yaml'], {
  cwd: REPO_ROOT,
});

const read = (text: string, version: '1.1' | '1.2') =>
  parseAllDocuments(text, { version, merge: true }).map(one => one.toJSON());

describe('YAML that goes to a cluster', () => {
  it.each(FILES)('%s says the same in YAML 1.1 and 1.2', file => {
    const text = readFileSync(path.join(REPO_ROOT, file), 'utf8');
    expect(read(text, '1.1')).toEqual(read(text, '1.2'));
  });

  it.each(['values: [off]', 'mode: 0440', 'answer: yes', 'at: 12:30'])(
    'must fail: %s',
    text => expect(read(text, '1.1')).not.toEqual(read(text, '1.2')),
  );
});
