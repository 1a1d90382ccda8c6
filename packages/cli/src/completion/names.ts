import { HubClient } from '@illm-lab/plugin-hub-common';
import { hubClient } from '../portal/hub';
import type { NamesOf } from '../program/arguments';
import type { Candidate } from './complete';

/** Runs that are offered; who wants an older one knows its id. */
const MOST_RUNS = 50;

const client = (): Promise<HubClient> => hubClient({});

/** Names of experiments, ids of runs, or both, as the hub has them. */
export async function thingNames(of: NamesOf): Promise<Candidate[]> {
  const hub = await client();
  const [experiments, runs] = await Promise.all([
    of === 'runs' ? [] : hub.listExperiments().then(({ items }) => items),
    of === 'experiments'
      ? []
      : hub.listRuns({ limit: MOST_RUNS }).then(({ items }) => items),
  ]);
  return [
    ...experiments.map(({ name, description }) => ({
      word: name,
      what: description ?? 'experiment',
    })),
    ...runs.map(({ id, experiment, number }) => ({
      word: id,
      what: `run #${number} of ${experiment}`,
    })),
  ];
}

/** The inputs of an experiment, each with the `=` that its value follows. */
export async function inputNames(experiment: string): Promise<Candidate[]> {
  const { inputs } = await (
    await client()
  ).getExperimentInputs({ name: experiment });
  return inputs.map(({ name, description }) => ({
    word: `${name}=`,
    what: description ?? 'input',
  }));
}

/** The catalog's people. */
export async function personNames(): Promise<Candidate[]> {
  const { items } = await (await client()).listPeople();
  return items.map(({ name, displayName }) => ({
    word: name,
    what: displayName ?? 'person',
  }));
}
