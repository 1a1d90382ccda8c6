import { ConflictError } from '@backstage/errors';
import { groupName } from '@illm-lab/plugin-hub-common';
import { ExperimentService } from '../experiments/ExperimentService';
import { RunStore } from './RunStore';

/** Runs named in one sentence. */
const MAX_NAMES = 3;

const of = ({ experiment }: { experiment: string }) => experiment;

type Started = { createdAt: string; id: string };

/** By time, and at the same instant by id. */
const before = (a: Started, b: Started) =>
  a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);

/**
 * How many runs a team may have that have not ended, those of all experiments that
 * it owns together, whoever starts them. What is above is refused and not queued: a
 * run that waits would show nothing, and nobody could stop it.
 */
export class RunLimit {
  constructor(
    private readonly options: {
      store: Pick<RunStore, 'unfinished'>;
      experiments: Pick<ExperimentService, 'resources'>;
      /** `hub.runs.maxConcurrentPerTeam` */
      max: number;
    },
  ) {}

  /**
   * Checks that one more run fits, or with `run` that this one is among those that
   * may be: of several that come at once the first fit, on all replicas the same.
   *
   * @throws ConflictError that names the team, its runs and the key of the limit
   */
  async check(experiment: string, run?: { id: string }): Promise<void> {
    const { store, experiments, max } = this.options;
    const unfinished = await store.unfinished();
    const names = [...new Set([experiment, ...unfinished.map(of)])];
    const owners = new Map(
      (await experiments.resources(names)).map((found, index) => [
        names[index],
        found?.owner,
      ]),
    );
    const owner = owners.get(experiment);
    const theirs = unfinished
      .filter(one => owners.get(one.experiment) === owner)
      .sort((a, b) => before(a, b));
    const place = run
      ? theirs.findIndex(({ id }) => id === run.id)
      : theirs.length;
    if (place < max) return;
    const others = theirs.filter(({ id }) => id !== run?.id);
    const more = others.length - MAX_NAMES;
    const who = owner
      ? `Team ${groupName(owner)} has`
      : 'Experiments without an owner have';
    throw new ConflictError(
      `${who} as many runs that have not ended as hub.runs.maxConcurrentPerTeam allows, ${max}: ${others
        .slice(0, MAX_NAMES)
        .map(({ id }) => id)
        .join(', ')}${
        more > 0 ? ` and ${more} more` : ''
      }. Wait for one to end, or stop one.`,
    );
  }
}
