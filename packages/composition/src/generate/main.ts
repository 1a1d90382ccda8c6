import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { definitions } from './definitions';
import { DEFINITIONS } from './places';

/** Writes what is made from the table of kinds; run it after changing that. */
mkdirSync(DEFINITIONS, { recursive: true });
for (const file of readdirSync(DEFINITIONS))
  rmSync(path.join(DEFINITIONS, file));
for (const [file, text] of Object.entries(definitions())) {
  writeFileSync(path.join(DEFINITIONS, file), text);
}
