// Runs k6's own examples, all but those that need a browser, gRPC or Redis, and looks for
// each metric and figure of their summaries in the result that the lab makes of them. No
// network is needed: whatever they ask, nobody answers, which is measured as well.
//
//   scripts/check-k6-examples K6 [MODULE]
//
// K6 is a built k6 (`lab up` keeps one below ~/.cache/illm-lab/tools), MODULE the folder
// of go.k6.io/k6 in Go's module cache; without it `go` is asked, in tools/k6. Compares
// the table of exit statuses with the module's as well. Ends with 1 when anything is lost.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { K6_EXITS } from '../plugins/hub-common/src/k6/exit-codes';
import { makeResult } from '../plugins/hub-common/src/result/make-result';

const k6 = path.resolve(process.argv[2]);
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
const OPTIONS: Record<string, string[]> = {
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
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.[jt]s$/.test(file) && file !== ENDLESS)
  .filter(file => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    return (
      !ELSEWHERE.test(text) && /export default|exports\.default/.test(text)
    );
  })
  .sort();

/** k6's exit status, and the files that it left. */
function run(script: string, args: string[], files: string[]) {
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
  return { status: status ?? -1, left };
}

const resultOf = (summary: string, exitCode: number) =>
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

const lost: string[] = [];
const expectSame = (what: string, seen: unknown, right: unknown) => {
  if (seen !== right) lost.push(`${what}: ${seen} instead of ${right}`);
};

/** The forms in which k6 writes a summary. */
type Form = 'export' | 'handleSummary' | 'machineReadable';

/** A metric as one form of a summary has it. */
interface Wanted {
  name: string;
  type?: string;
  unit?: string;
  values: [field: string, value: number | null][];
  thresholds: [expression: string, passed: boolean][];
}

const UNITS: Record<string, string> = { time: 'ms', data: 'bytes' };

/** What the result must have of one form of a summary; k6 writes these, untyped. */
const wanted: Record<Form, (summary: any) => Wanted[]> = {
  export: json =>
    Object.entries<any>(json.metrics).map(([name, fields]) => {
      const { thresholds = {}, ...values } = fields;
      const isRate = 'passes' in values;
      return {
        name,
        thresholds: Object.entries<any>(thresholds).map(([it, bad]) => [
          it,
          !bad,
        ]),
        values: Object.entries<any>(values).map(([field, value]) => [
          isRate && field === 'value' ? 'rate' : field,
          value,
        ]),
      };
    }),
  handleSummary: json =>
    Object.entries<any>(json.metrics).map(([name, one]) => ({
      name,
      type: one.type,
      unit: UNITS[one.contains],
      values: Object.entries<any>(one.values),
      thresholds: Object.entries<any>(one.thresholds ?? {}).map(
        ([it, { ok }]) => [it, ok],
      ),
    })),
  machineReadable: ({ results }) =>
    [...(results.checks?.metrics ?? []), ...results.metrics]
      .filter(({ name }: Wanted) => !/^checks_(total|failed)$/.test(name))
      .map(({ name, type, values }: any) => ({
        name: name === 'checks_succeeded' ? 'checks' : name,
        type,
        thresholds: [],
        values: Object.entries<any>(values).flatMap(([field, value]) => {
          if (field === 'matches') return [['passes', value]];
          if (field === 'total') return [['fails', value - values.matches]];
          return [[field.replace(/^p(\d+)$/, 'p($1)'), value]];
        }),
      })),
};

let figures = 0;
function compare(where: string, form: Form, summary: string, exitCode: number) {
  const result = resultOf(summary, exitCode);
  const said = (K6_EXITS as Record<number, { verdict: string }>)[exitCode]
    ?.verdict;
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
  const { status, left: older } = run(
    wrapper,
    [...args, '--summary-export=export.json'],
    ['export.json', 'handle.json'],
  );
  const [exported, handled] = older;
  const { status: newStatus, left } = run(
    script,
    [...args, '--summary-export=new.json', '--new-machine-readable-summary'],
    ['new.json'],
  );
  const [modern] = left;
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
