// What scripts/read-workflows runs.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  parseExperimentWorkflow,
  readYamlDocuments,
} from '../plugins/hub-common/src';

type Manifest = { kind?: string; metadata: { name: string } } | null;

const [, , folder] = process.argv;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.ya?ml$/.test(name))
  .sort();
const documents = files.flatMap(name => {
  const text = readFileSync(join(folder, name), 'utf8');
  return readYamlDocuments(text).map(one => ({
    name,
    text,
    broken: 'issues' in one,
    value: 'value' in one ? (one.value as Manifest) : null,
  }));
});
// Whatever is shared in the folder is there for all of it.
const shared = new Map(
  documents
    .filter(({ value }) => value?.kind === 'WorkflowTemplate')
    .map(({ value }) => [value!.metadata.name, JSON.stringify(value)]),
);
function used(json: string, found: Record<string, string> = {}) {
  for (const [, name] of json.matchAll(
    /emplateRef":{[^}]*?"name":"([^"]+)"/g,
  )) {
    const template = shared.get(name);
    if (!template || found[name]) continue;
    found[name] = template;
    used(template, found);
  }
  return found;
}

const counts = new Map<string, number>();
const rows = documents
  .filter(({ value, broken }) => value?.kind === 'Workflow' || broken)
  .map(one => {
    // A file of several Workflows is several experiments.
    const text = one.broken ? one.text : JSON.stringify(one.value);
    const own = readYamlDocuments(one.text).length === 1 ? one.text : text;
    const parsed = parseExperimentWorkflow(
      own,
      used(JSON.stringify(one.value)),
    );
    const [issue] = 'issues' in parsed ? parsed.issues : [];
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
