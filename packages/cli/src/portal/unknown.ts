import { HubClient } from '@illm-lab/plugin-hub-common';
import { UsageError } from '../errors';
import { saying, statusOf } from './hub';
import { nearNames } from './nearNames';

/** Runs among which a near id is looked for. */
const RECENT_RUNS = 100;
const NOT_FOUND = 404;

/** Wrong use: there is nothing of that name. `hint` says where the names are. */
export function noSuch(
  what: string,
  name: string,
  names: string[],
  hint: string,
): UsageError {
  const near = nearNames(name, names);
  return new UsageError(
    `no such ${what}: ${name}.${
      near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''
    } ${hint}`,
  );
}

const names = async (client: HubClient) =>
  (await client.listExperiments()).items.map(one => one.name);
const ids = async (client: HubClient) =>
  (await client.listRuns({ limit: RECENT_RUNS })).items.map(one => one.id);

/** Answers of the API about an experiment; one that isn't there is wrong use, in words. */
export function ofExperiment<T>(
  client: HubClient,
  name: string,
  call: Promise<T>,
): Promise<T> {
  return known(call, async () =>
    noSuch(
      'experiment',
      name,
      await names(client).catch(() => []),
      'See: lab experiment list',
    ),
  );
}

/** As {@link ofExperiment}, about a run. */
export function ofRun<T>(
  client: HubClient,
  id: string,
  call: Promise<T>,
): Promise<T> {
  return known(call, async () =>
    noSuch(
      'run',
      id,
      await ids(client).catch(() => []),
      'See: lab experiment show <experiment>',
    ),
  );
}

/** As {@link ofExperiment}, about what may be either. */
export async function neither(
  client: HubClient,
  name: string,
): Promise<UsageError> {
  const all = await Promise.all([
    names(client).catch(() => []),
    ids(client).catch(() => []),
  ]);
  return noSuch(
    'experiment or run',
    name,
    all.flat(),
    'See: lab experiment list',
  );
}

async function known<T>(
  call: Promise<T>,
  unknown: () => Promise<UsageError>,
): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (statusOf(error) === NOT_FOUND) throw await unknown();
    return saying(Promise.reject(error));
  }
}
