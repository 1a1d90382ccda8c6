import { Knex } from 'knex';
import {
  mkdtempSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databases } from '../__testUtils__/databases';
import { startHub } from '../__testUtils__/startHub';
import { LogStore } from '../logs/LogStore';
import { openDatabase } from '../runs/database';
import { RunStore } from '../runs/RunStore';
import { RetentionCounter } from './RetentionCounter';

jest.setTimeout(60_000);

const aRun = (id: string, createdAt: string) => ({
  ...{ id, experiment: 'a', phase: 'Succeeded' as const, message: null },
  ...{ createdAt, startedAt: null, finishedAt: createdAt, requestedBy: null },
  ...{ stoppedBy: null, idempotencyKey: null, commit: null, parameters: {} },
  ...{ kept: false, workflowUid: 'uid', revision: 1, stages: [] },
});

/** Two runs, one with a star, a result and two logs. */
async function fill(knex: Knex) {
  const store = new RunStore(knex);
  await store.create(aRun('a-2', '2026-11-24T08:00:00.000Z'));
  await store.create(aRun('a-1', '2026-11-23T08:00:00.000Z'));
  await store.star('a-1', 'user:default/ada');
  await store.saveResult('a-1', {
    ...{ verdict: 'passed', message: '', thresholds: [], metrics: [] },
    ...{ summaries: {}, collectedAt: '2026-11-23T08:01:00.000Z' },
  });
  const log = { lastTime: '', lastCount: 1, complete: true };
  await new LogStore(knex).save('a-1', 'main', { ...log, text: 'said' });
  await new LogStore(knex).save('a-1', 'other', { ...log, text: 'and done' });
}
const FILLED = {
  runs: 2,
  starredRuns: 1,
  oldestRunAt: '2026-11-23T08:00:00.000Z',
  results: 1,
  logs: 2,
  logCharacters: 12,
};

describe.each(databases.eachSupportedId())('RetentionCounter on %s', id => {
  it('counts what there is, and once for all who look within a minute', async () => {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    let now = 0;
    const counter = new RetentionCounter({ knex, now: () => now });
    const empty = await counter.figures();
    expect(empty).toEqual({
      ...{ runs: 0, starredRuns: 0, results: 0, logs: 0, logCharacters: 0 },
      databaseBytes: expect.any(Number),
    });
    await fill(knex);
    now += 59_000;
    expect(await counter.figures()).toEqual(empty);
    now += 1_000;
    const full = await counter.figures();
    expect(full).toMatchObject(FILLED);
    expect(full.databaseBytes).toBeGreaterThan(50_000);
  });
});

it('is in the API, with the rules and the size of the state, for who is signed in', async () => {
  const state = mkdtempSync(path.join(tmpdir(), 'state-'));
  mkdirSync(path.join(state, 'run'));
  writeFileSync(path.join(state, 'run', 'status.json'), '{}');
  writeFileSync(path.join(state, 'data'), 'x'.repeat(1000));
  symlinkSync(tmpdir(), path.join(state, 'elsewhere'));
  const hub = await startHub({
    config: {
      local: { statusFile: path.join(state, 'run', 'status.json') },
      retention: { runDays: 30 },
    },
  });
  try {
    expect(await hub.as('grace').getRetention()).toEqual({
      kept: { runDays: 30, keepRuns: 20, logDays: 90, configMapDays: 7 },
      now: expect.objectContaining({ runs: 0, stateBytes: 1002 }),
    });
    await expect(hub.as().getRetention()).rejects.toMatchObject({
      statusCode: 401,
    });
  } finally {
    await hub.stop();
    rmSync(state, { recursive: true });
  }
});
