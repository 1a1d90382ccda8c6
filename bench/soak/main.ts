import { HubStatus, layout, readStatusFile } from '@illm-lab/local-hub/control';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../hub/ApiServer';
import { Figure } from './figure';
import { objectFigures } from './objects';
import { processFigures } from './processes';
import { mayBe, Timeline } from './rule';
import { Runs } from './runs';
import { etcdFigures, storageFigures } from './storage';

const ROOT = path.resolve(__dirname, '../..');
const STATE = process.env.LAB_STATE ?? path.join(ROOT, '.lab');
const RUNS = Number(process.env.BENCH_RUNS ?? 200);
const REPORT = process.env.BENCH_REPORT ?? 'soak.json';
/** After the last run, so that what ends with it has ended. */
const REST_MS = Number(process.env.BENCH_REST_S ?? 30) * 1000;

const short = (value: number) => Number(value.toFixed(1));

/** A figure at all three times, and the most that it may be at the end. */
interface Row {
  of: string;
  what: string;
  start: number;
  middle: number;
  end: number;
  mayBe: number;
  ok: boolean;
}

/** A figure that is new at the end is held against nothing. */
function compare(samples: Figure[][], timeline: Timeline): Row[] {
  const [start, middle, end] = samples;
  return end.map(({ of, what, value, rule }) => {
    const at = (sample: Figure[]) =>
      sample.find(one => one.of === of && one.what === what)?.value ?? 0;
    const limit = mayBe(rule, at(middle), timeline);
    return {
      of,
      what,
      start: short(at(start)),
      middle: short(at(middle)),
      end: short(value),
      mayBe: short(limit),
      ok: value <= limit,
    };
  });
}

/** Short runs one after the other, and what of the hub is not flat after it. */
async function main() {
  const running = (): HubStatus => {
    const status = readStatusFile(layout(STATE).statusFile);
    if (!status?.hub.pid) {
      throw new Error('No hub runs there. Start one: ./lab up --detach');
    }
    return status;
  };
  const { url } = running().portal;
  const place = layout(STATE, Number(new URL(url).port));
  const api = new ApiServer(place.path('kube', 'admin.kubeconfig'));
  const runs = new Runs(place, url, api);
  const ended: number[] = [];
  const sample = async (): Promise<Figure[]> => {
    await sleep(REST_MS);
    return [
      ...processFigures(running(), place),
      ...(await etcdFigures(place)),
      ...storageFigures(place),
      ...(await objectFigures(api)),
    ];
  };
  const until = async (count: number) => {
    while (ended.length < count) {
      ended.push(await runs.one());
      console.log(`run ${ended.length} of ${RUNS}`);
    }
    return sample();
  };
  try {
    const began = Date.now();
    const samples = [await until(0), await until(Math.ceil(RUNS / 2))];
    const middle = Date.now();
    samples.push(await until(RUNS));
    const end = Date.now();
    const rows = compare(samples, { ended, middle, end });
    console.table(rows);
    console.log(
      `${RUNS} runs in ${((end - began) / 60_000).toFixed(1)} min, ${
        cpus().length
      } processors, ${cpus()[0].model}`,
    );
    const restarted = running().components.filter(one => one.restarts > 0);
    const report = { runs: RUNS, began, middle, end, ended, rows };
    writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
    const wrong = [
      ...rows
        .filter(({ ok }) => !ok)
        .map(row => `${row.of}: ${row.what} ${row.end}, may be ${row.mayBe}`),
      ...restarted.map(({ name, restarts }) => `${name}: ${restarts} restarts`),
    ];
    if (wrong.length > 0) {
      console.log(`Not flat:\n${wrong.join('\n')}`);
      process.exitCode = 1;
    }
  } finally {
    api.close();
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
