// Writes the code that is generated from src/schema/openapi.yaml:
//   src/schema/openapi.generated.ts                  the document, for the router
//   ../hub-common/src/api/openapi.generated.ts       its types, for everyone
// With --check it writes nothing and fails when a file is out of date.
// Backstage's own generator needs Java and downloads a jar; this needs neither.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';

const at = path => new URL(path, import.meta.url);
const source = at('../src/schema/openapi.yaml');
const note =
  '// Generated from plugins/hub-backend/src/schema/openapi.yaml by\n' +
  '// `yarn workspace @illm-lab/plugin-hub-backend generate`. Do not edit.\n\n';

const document = parse(await readFile(source, 'utf8'));
const types = astToString(await openapiTS(document));

const files = [
  [
    at('../src/schema/openapi.generated.ts'),
    `${note}export const spec = ${JSON.stringify(document)} as const;\n`,
  ],
  [at('../../hub-common/src/api/openapi.generated.ts'), note + types],
];

const style = await prettier.resolveConfig(source.pathname);
let stale = 0;
for (const [file, text] of files) {
  const wanted = prettier.format(text, { ...style, parser: 'typescript' });
  if (!process.argv.includes('--check')) {
    await writeFile(file, wanted);
  } else if ((await readFile(file, 'utf8')) !== wanted) {
    stale += 1;
    console.error(`${file.pathname} is out of date: run the script generate.`);
  }
}
process.exitCode = stale ? 1 : 0;
