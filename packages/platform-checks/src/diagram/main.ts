/** `task platform:diagram`: draws the hierarchy in its document anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REPO_ROOT } from '../root';
import { PlatformTree } from '../tree';
import { DOCUMENT, withDiagram } from './document';
import { hierarchy } from './hierarchy';

const file = path.join(REPO_ROOT, DOCUMENT);
const before = readFileSync(file, 'utf8');
const after = withDiagram(before, hierarchy(PlatformTree.read(REPO_ROOT)));
if (after !== before) writeFileSync(file, after);
process.stdout.write(
  `${DOCUMENT} ${after === before ? 'was up to date' : 'is drawn anew'}\n`,
);
