// Writes the code that is generated from src/schema/*.yaml:
//   src/schema/openapi.generated.ts                  the document, for the router
//   ../hub-common/src/api/openapi.generated.ts       its types, for everyone
// openapi.yaml is the frame; each other file brings the paths and the components
// of one area of the API.
// With --check it writes nothing and fails when a file is out of date.
// Backstage's own generator needs Java and downloads a jar; this needs neither.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';

const at = path => new URL(path, import.meta.url);
const folder = at('../src/schema/');
const frame = 'openapi.yaml';
const note =
  '// Generated from plugins/hub-backend/src/schema/*.yaml by\n' +
  '// `yarn workspace @illm-lab/plugin-hub-backend generate`. Do not edit.\n\n';

const read = async name => parse(await readFile(new URL(name, folder), 'utf8'));

/** Adds what is new; a name that is there already is a mistake. */
function add(target, more, from) {
  for (const [name, value] of Object.entries(more ?? {})) {
    if (name in target) throw new Error(`${from}: ${name} is defined twice`);
    target[name] = value;
  }
}

const document = await read(frame);
const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
for (const name of names.filter(one => one !== frame).sort()) {
  const { paths, components = {} } = await read(name);
  add(document.paths, paths, name);
  for (const [kind, entries] of Object.entries(components)) {
    add((document.components[kind] ??= {}), entries, name);
  }
}

const types = astToString(await openapiTS(document));
const files = [
  [
    at('../src/schema/openapi.generated.ts'),
    `${note}export const spec = ${JSON.stringify(document)} as const;\n`,
  ],
  [at('../../hub-common/src/api/openapi.generated.ts'), note + types],
];

const style = await prettier.resolveConfig(folder.pathname + frame);
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
