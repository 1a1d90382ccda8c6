import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext } from '@playwright/test';
import { apiAs } from './portal';

/** What of a run the tests look at. */
export interface Run {
  id: string;
  phase: string;
  verdict: string | null;
  message: string | null;
  stages: { name: string; phase: string }[];
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
