// Runs k6's own examples, all but those that need a browser, gRPC or Redis, and looks for
// each metric and figure of their summaries in the result that the lab makes of them. No
// network is needed: whatever they ask, nobody answers, which is measured as well.
//
//   node scripts/check-k6-examples.cjs K6 [MODULE]
//
// K6 is a built k6 (`lab up` keeps one below ~/.cache/illm-lab/tools), MODULE the folder
// of go.k6.io/k6 in Go's module cache; without it `go` is asked, in tools/k6. Compares
// the table of exit statuses with the module's as well. Ends with 1 when anything is lost.
require('@backstage/cli-node/config/nodeTransform.cjs');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { makeResult } = require('../plugins/hub-common/src/result/make-result');
const { K6_EXITS } = require('../plugins/hub-common/src/k6/exit-codes');

const k6 = process.argv[2] && path.resolve(process.argv[2]);
if (!k6) {
  console.error('Name the k6 to run: node scripts/check-k6-examples.cjs K6');
  process.exit(2);
}
const moduleFolder =
  process.argv[3] ??
  execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'go.k6.io/k6'], {
    cwd: path.join(__dirname, '../tools/k6'),
    encoding: 'utf8',
  }).trim();

const ELSEWHERE = /redis|k6\/browser|k6\/net\/grpc/;
const NOBODY = JSON.stringify({ hosts: { '*': '127.0.0.1:9' } });
/** It never ends, which is what it shows. */
const ENDLESS = 'malicious.js';
/** What an example's own comment says that it is run with. */
const OPTIONS = {
  'secrets/secrets.test.js': ['--secret-source=file=secrets/file.secret'],
  'secrets/multi-source.test.js': [
    '--secret-source=mock=default,cool=some',
    '--secret-source=mock=name=another,cool=not cool secret',
  ],
};
/** Then k6 is told to end, and writes what it has measured. */
const LONGEST_MS = 8_000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'k6-examples-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.cpSync(path.join(moduleFolder, 'examples'), folder, { recursive: true });
execFileSync('chmod', ['-R', 'u+w', folder]);
fs.writeFileSync(path.join(folder, 'nobody.json'), NOBODY);

const scripts = fs
  .readdirSync(folder, { recursive: true })
  .filter(file => /\.[jt]s$/.test(file) && file !== ENDLESS)
  .filter(file => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    return (
      !ELSEWHERE.test(text) && /export default|exports\.default/.test(text)
    );
  })
  .sort();

/** k6's exit status, and the files that it left. */
function run(script, args, files) {
  files.forEach(file => fs.rmSync(path.join(folder, file), { force: true }));
  const { status } = spawnSync(
    k6,
    [
      ...['run', '--quiet', '--no-usage-report', '--address='],
      '--config=nobody.json',
      ...args,
      script,
    ],
    { cwd: folder, timeout: LONGEST_MS, killSignal: 'SIGINT', stdio: 'ignore' },
  );
  const left = files.map(file => {
    const at = path.join(folder, file);
    return fs.existsSync(at) ? fs.readFileSync(at, 'utf8') : '';
  });
  return [status, ...left];
}

const resultOf = (summary, exitCode) =>
  makeResult({
    outputs: { 'k6-summary': summary },
    workflow:
      exitCode === 0
        ? { phase: 'Succeeded' }
        : {
            phase: 'Failed',
            failedSteps: [{ name: 'load', exitCode, k6: true }],
          },
  });

const lost = [];
const expectSame = (what, seen, wanted) => {
  if (seen !== wanted) lost.push(`${what}: ${seen} instead of ${wanted}`);
};

/** What the result must have of one form of a summary. */
const wanted = {
  export: json =>
    Object.entries(json.metrics).map(([name, fields]) => {
      const { thresholds = {}, ...values } = fields;
      const isRate = 'passes' in values;
      return {
        name,
        thresholds: Object.entries(thresholds).map(([it, bad]) => [it, !bad]),
        values: Object.entries(values).map(([field, value]) => [
          isRate && field === 'value' ? 'rate' : field,
          value,
        ]),
      };
    }),
  handleSummary: json =>
    Object.entries(json.metrics).map(([name, one]) => ({
      name,
      type: one.type,
      unit: { time: 'ms', data: 'bytes' }[one.contains],
      values: Object.entries(one.values),
      thresholds: Object.entries(one.thresholds ?? {}).map(([it, { ok }]) => [
        it,
        ok,
      ]),
    })),
  machineReadable: ({ results }) =>
    [...(results.checks?.metrics ?? []), ...results.metrics]
      .filter(({ name }) => !/^checks_(total|failed)$/.test(name))
      .map(({ name, type, values }) => ({
        name: name === 'checks_succeeded' ? 'checks' : name,
        type,
        thresholds: [],
        values: Object.entries(values).flatMap(([field, value]) => {
          if (field === 'matches') return [['passes', value]];
          if (field === 'total') return [['fails', value - values.matches]];
          return [[field.replace(/^p(\d+)$/, 'p($1)'), value]];
        }),
      })),
};

let figures = 0;
function compare(where, form, summary, exitCode) {
  const result = resultOf(summary, exitCode);
  const said = K6_EXITS[exitCode]?.verdict;
  if (exitCode !== 0) expectSame(`${where} verdict`, result.verdict, said);
  const all = wanted[form](JSON.parse(summary));
  expectSame(`${where} metrics`, result.metrics.length, all.length);
  for (const { name, type, unit, values, thresholds } of all) {
    const at = `${where} ${name}`;
    const found = result.metrics.find(metric => metric.name === name);
    if (!found) {
      lost.push(`${at} is missing`);
      continue;
    }
    if (type) expectSame(`${at} type`, found.type, type);
    if (unit) expectSame(`${at} unit`, found.unit, unit);
    for (const [field, value] of values) {
      figures += 1;
      expectSame(`${at} ${field}`, found.values[field], value ?? undefined);
    }
    for (const [expression, passed] of thresholds) {
      const threshold = result.thresholds.find(
        one => one.metric === name && one.expression === expression,
      );
      expectSame(`${at} ${expression}`, threshold?.passed, passed);
    }
  }
  return result;
}

const codes = fs.readFileSync(
  path.join(moduleFolder, 'errext/exitcodes/codes.go'),
  'utf8',
);
const known = [...codes.matchAll(/ExitCode = (\d+)/g)].map(([, code]) => code);
expectSame(
  'exit statuses',
  Object.keys(K6_EXITS).join(' '),
  [...known, '255'].join(' '),
);

const WRAPPER = 'with-summary.js';
for (const script of scripts) {
  const args = OPTIONS[script] ?? [];
  // One run has both older forms: its script, with handleSummary besides.
  const place = path.dirname(script);
  const wrapper = path.join(place, WRAPPER);
  fs.writeFileSync(
    path.join(folder, wrapper),
    `export * from './${path.basename(script)}';
     export { default } from './${path.basename(script)}';
     export function handleSummary(data) {
       return { 'handle.json': JSON.stringify(data), stdout: '' };
     }`,
  );
  const [status, exported, handled] = run(
    wrapper,
    [...args, '--summary-export=export.json'],
    ['export.json', 'handle.json'],
  );
  const [newStatus, modern] = run(
    script,
    [...args, '--summary-export=new.json', '--new-machine-readable-summary'],
    ['new.json'],
  );
  fs.rmSync(path.join(folder, wrapper));
  expectSame(`${script} exit status`, newStatus, status);
  if (!exported) {
    console.log(`${script}: exit ${status}, no summary`);
    continue;
  }
  const { message, metrics } = compare(script, 'export', exported, status);
  compare(`${script} (handleSummary)`, 'handleSummary', handled, status);
  compare(`${script} (new)`, 'machineReadable', modern, newStatus);
  console.log(
    `${script}: exit ${status}, ${metrics.length} metrics. ${message}`,
  );
}
console.log(
  `${scripts.length} scripts, ${figures} figures, ${lost.length} lost`,
);
lost.forEach(line => console.error(line));
process.exitCode = lost.length > 0 ? 1 : 0;
