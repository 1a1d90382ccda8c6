import { writeFileSync } from 'node:fs';
import { files } from './files';

for (const [file, text] of Object.entries(files())) writeFileSync(file, text);
console.log('The label policy is written anew');
