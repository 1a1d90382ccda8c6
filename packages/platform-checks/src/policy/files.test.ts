import { readFileSync } from 'node:fs';
import path from 'node:path';
import { files } from './files';

it.each(
  Object.entries(files()).map(([file, text]) => [
    path.basename(file),
    file,
    text,
  ]),
)('%s is what the schema of cost labels makes', (_name, file, text) => {
  // Not so? task platform:label-policy
  expect(readFileSync(file, 'utf8')).toBe(text);
});
