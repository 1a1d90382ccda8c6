// What scripts/read-workflows runs.
const { readFileSync, readdirSync } = require('node:fs');
const { join, relative } = require('node:path');
const {
  parseExperimentWorkflow,
  readYamlDocuments,
} = require('../plugins/hub-common/src');

const [, , folder] = process.argv;
const files = readdirSync(folder, { recursive: true })
  .filter(name => /\.ya?ml$/.test(name))
  .sort();
const documents = files.flatMap(name => {
  const text = readFileSync(join(folder, name), 'utf8');
  return readYamlDocuments(text).map(one => ({ name, text, ...one }));
});
const kind = one => one.value?.kind;
// Whatever is shared in the folder is there for all of it.
const shared = new Map(
  documents
    .filter(one => kind(one) === 'WorkflowTemplate')
    .map(({ value }) => [value.metadata.name, JSON.stringify(value)]),
);
function used(json, found = {}) {
  for (const [, name] of json.matchAll(
    /emplateRef":{[^}]*?"name":"([^"]+)"/g,
  )) {
    if (!shared.has(name) || found[name]) continue;
    found[name] = shared.get(name);
    used(found[name], found);
  }
  return found;
}

const counts = new Map();
const rows = documents
  .filter(one => kind(one) === 'Workflow' || one.issues)
  .map(one => {
    // A file of several Workflows is several experiments.
    const text = one.issues ? one.text : JSON.stringify(one.value);
    const own = readYamlDocuments(one.text).length === 1 ? one.text : text;
    const parsed = parseExperimentWorkflow(
      own,
      used(JSON.stringify(one.value ?? null)),
    );
    const [issue] = parsed.issues ?? [];
    const said = issue?.message.replace(/“.*?”/g, '“…”') ?? 'taken';
    counts.set(said, (counts.get(said) ?? 0) + 1);
    return [
      one.name,
      issue ? `${issue.path} (line ${issue.line}): ${issue.message}` : 'taken',
    ];
  });
for (const [name, said] of rows) console.log(`${relative('.', name)}\t${said}`);
console.log(`\n${rows.length} workflows`);
for (const [said, count] of [...counts].sort((a, b) => b[1] - a[1])) {
  console.log(`${String(count).padStart(4)}  ${said}`);
}
