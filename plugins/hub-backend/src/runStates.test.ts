import {
  ANNOTATION_IDEMPOTENCY_KEY,
  noRuns,
  RUN_STATES,
  Run,
  runCountsWords,
  RunState,
  Verdict,
} from '@illm-lab/plugin-hub-common';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixture } from './__testUtils__/fixtures';
import { eventually, startHub } from './__testUtils__/startHub';

jest.setTimeout(60_000);

const STATES = readdirSync(resolve(__dirname, '__fixtures__')).map(name =>
  name.replace('.json', ''),
);
const VERDICTS: (Verdict | null)[] = [null, 'passed', 'failed', 'error'];

/** What every recorded run is, by the verdict of its result. */
const EXPECTED: Record<string, [RunState, RunState, RunState, RunState]> = {
  pending: ['waiting', 'waiting', 'waiting', 'waiting'],
  running: ['running', 'running', 'running', 'running'],
  'child-missing': ['running', 'running', 'running', 'running'],
  succeeded: ['passed', 'passed', 'failed', 'error'],
  'threshold-failed': ['error', 'passed', 'failed', 'error'],
  'step-error': ['error', 'passed', 'failed', 'error'],
  stopped: ['stopped', 'stopped', 'stopped', 'stopped'],
  terminated: ['stopped', 'stopped', 'stopped', 'stopped'],
};

/** A recorded run under a name of its own, with a result of this verdict. */
function put(
  hub: Awaited<ReturnType<typeof startHub>>,
  state: string,
  verdict: Verdict | null,
): string {
  const id = `${state}-${verdict ?? 'none'}0`.slice(0, 40);
  const { parent } = fixture(state);
  hub.cluster.put({
    ...parent,
    metadata: {
      ...parent.metadata,
      name: id,
      uid: `uid-${id}`,
      labels: { ...parent.metadata.labels, 'illm.lab/run': id },
      // Each was asked for by itself.
      annotations: {
        ...parent.metadata.annotations,
        [ANNOTATION_IDEMPOTENCY_KEY]: id,
      },
      // Written today, so that the home page counts it.
      creationTimestamp: new Date().toISOString(),
    },
  });
  if (verdict) {
    hub.cluster.putConfigMap({
      metadata: {
        name: `${id}-result`,
        namespace: 'experiments',
        labels: { 'illm.lab/run': id, 'illm.lab/result': 'true' },
      },
      data: {
        'result.json': JSON.stringify({
          verdict,
          message: 'in words',
          thresholds: [],
          metrics: [],
          summaries: {},
          collectedAt: '2026-11-23T08:00:23.000Z',
        }),
      },
    });
  }
  return id;
}

it('list, filter, counts and the home page’s sentence agree on every run', async () => {
  expect(STATES.sort()).toEqual(Object.keys(EXPECTED).sort());
  const hub = await startHub({});
  const wanted = new Map<string, RunState>();
  for (const state of STATES) {
    VERDICTS.forEach((verdict, index) => {
      wanted.set(put(hub, state, verdict), EXPECTED[state][index]);
    });
  }
  const api = hub.as('linus');
  const all = await eventually(async () => {
    const { items } = await api.listRuns({ limit: 100 });
    const seen = new Map(items.map(({ id, state }) => [id, state]));
    expect(seen).toEqual(wanted);
    return items;
  });

  const found = new Map<string, RunState>();
  const counts = noRuns();
  for (const state of RUN_STATES) {
    const page = await api.listRuns({ state, limit: 100 });
    page.items.forEach(({ id }: Run) => {
      // By one filter only.
      expect(found.has(id)).toBe(false);
      found.set(id, state);
    });
    expect(page.total).toBe(page.items.length);
    counts[state] = page.total;
    counts.total += page.total;
  }
  expect(found).toEqual(wanted);

  const activity = await api.catalogViews.getActivity({
    since: new Date(0).toISOString(),
  });
  expect(activity).toEqual(counts);
  expect(counts.total).toBe(all.length);
  // Every run has its word on the home page.
  const said = runCountsWords(activity).match(/\d+/g) ?? [];
  expect(said.reduce((sum, n) => sum + Number(n), 0)).toBe(all.length);
  expect(counts.error).toBeGreaterThan(0);
  await hub.stop();
});
