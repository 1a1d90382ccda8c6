import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { files } from './files';
import { DEFINITIONS } from './places';

/** Writes what is made from the table of kinds; run it after changing that. */
rmSync(DEFINITIONS, { recursive: true, force: true });
mkdirSync(DEFINITIONS, { recursive: true });
for (const [file, text] of Object.entries(files())) writeFileSync(file, text);
