import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext } from '@playwright/test';
import { apiAs } from './portal';

/** What of a run the tests look at. */
export interface Run {
  id: string;
  state: string;
  phase: string;
  partial: boolean;
  stoppedBy: string | null;
  verdict: string | null;
  message: string | null;
  stages: Stage[];
}

/** A step of a run, with those inside it. */
interface Stage {
  id: string;
  name: string;
  phase: string;
  children: Stage[];
}

const ENDED = ['Succeeded', 'Failed', 'Error', 'Stopped'];

/** Starts http-quick, or another, as a person of its owner team. */
export async function startRun(
  request: APIRequestContext,
  parameters: Record<string, string> = {},
  idempotencyKey: string = randomUUID(),
  experiment = 'http-quick',
  defaults: Record<string, string> = { duration: '3s', vus: '2' },
): Promise<Run> {
  const api = await apiAs(request, 'grace');
  const response = await api.post('/runs', {
    experiment,
    parameters: { ...defaults, ...parameters },
    idempotencyKey,
  });
  expect([200, 201], await response.text()).toContain(response.status());
  return response.json();
}

/** The run as the portal has it now; undefined while the portal is away. */
export async function readRun(
  request: APIRequestContext,
  id: string,
): Promise<Run | undefined> {
  try {
    const api = await apiAs(request, 'grace');
    const response = await api.get(`/runs/${id}`);
    return response.ok() ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until a run has ended, over restarts of the portal. */
export async function runEnd(
  request: APIRequestContext,
  id: string,
  timeout = 180_000,
): Promise<Run> {
  let run: Run | undefined;
  await expect
    .poll(
      async () => {
        run = (await readRun(request, id)) ?? run;
        return ENDED.includes(run?.phase ?? '');
      },
      { timeout, intervals: [500] },
    )
    .toBe(true);
  return run as Run;
}

/** Waits until a stage of a run is at work. */
export async function stageRuns(
  request: APIRequestContext,
  id: string,
  stage: string,
  timeout = 90_000,
) {
  await expect
    .poll(
      async () =>
        (await readRun(request, id))?.stages.find(one => one.name === stage)
          ?.phase,
      { timeout, intervals: [250] },
    )
    .toBe('Running');
}

/** Waits until the load of a run has measured something, by its own log. */
export async function loadMeasures(
  request: APIRequestContext,
  id: string,
  timeout = 120_000,
) {
  const api = await apiAs(request, 'grace');
  await expect
    .poll(
      async () => {
        const run = await readRun(request, id);
        const load = run?.stages
          .find(({ name }) => name === 'experiment')
          ?.children.find(({ name }) => name === 'load');
        if (!load) return '';
        const log = await api.get(
          `/runs/${id}/logs/${encodeURIComponent(load.id)}`,
        );
        return log.ok() ? log.text() : '';
      },
      { timeout, intervals: [500] },
    )
    // k6 tells how far it is: running (0m02.0s), 2/2 VUs, 71 complete …
    .toMatch(/VUs, [1-9]\d* complete/);
}
