import { ConflictError } from '@backstage/errors';
import { groupName } from '@illm-lab/plugin-hub-common';
import { ExperimentService } from '../experiments/ExperimentService';
import { ObservedRun, StoredRun } from './rows';
import { RunStore } from './RunStore';

/** Runs named in one sentence. */
const MAX_NAMES = 3;

type Owners = Map<string, string | undefined>;
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
      store: Pick<RunStore, 'createIf'>;
      experiments: Pick<ExperimentService, 'resources'>;
      /** `hub.runs.maxConcurrentPerTeam` */
      max: number;
    },
  ) {}

  /**
   * Writes a new run if it fits; of several that come at once, on whatever
   * replicas, as many as fit.
   *
   * @returns false, and nothing written, when its id or key is taken
   * @throws ConflictError that names the team, its runs and the key of the limit
   */
  async create(run: ObservedRun): Promise<boolean> {
    const owners: Owners = new Map();
    let unknown = [run.experiment];
    const admit = (unfinished: StoredRun[]) => {
      unknown = unfinished
        .map(({ experiment }) => experiment)
        .filter(experiment => !owners.has(experiment));
      if (unknown.length > 0) return false;
      const owner = owners.get(run.experiment);
      this.check(
        owner,
        unfinished.filter(one => owners.get(one.experiment) === owner),
      );
      return true;
    };
    for (;;) {
      // The catalog is asked outside, since others wait inside.
      await this.look(unknown, owners);
      const outcome = await this.options.store.createIf(run, admit);
      if (outcome !== 'refused') return outcome === 'created';
    }
  }

  private async look(experiments: string[], owners: Owners): Promise<void> {
    const names = [...new Set(experiments)];
    const found = await this.options.experiments.resources(names);
    names.forEach((name, index) => owners.set(name, found[index]?.owner));
  }

  private check(owner: string | undefined, theirs: Started[]): void {
    const { max } = this.options;
    if (theirs.length < max) return;
    const more = theirs.length - MAX_NAMES;
    const who = owner
      ? `Team ${groupName(owner)} has`
      : 'Experiments without an owner have';
    const names = [...theirs]
      .sort(before)
      .slice(0, MAX_NAMES)
      .map(({ id }) => id)
      .join(', ');
    throw new ConflictError(
      `${who} as many runs that have not ended as hub.runs.maxConcurrentPerTeam allows, ${max}: ${names}${
        more > 0 ? ` and ${more} more` : ''
      }. Wait for one to end, or stop one.`,
    );
  }
}
