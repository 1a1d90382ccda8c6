import { HubExperimentResource } from '@illm-lab/plugin-hub-node';
import { Knex } from 'knex';
import { databases } from '../__testUtils__/databases';
import { openDatabase } from './database';
import { ObservedRun } from './rows';
import { RunLimit } from './RunLimit';
import { RunStore } from './RunStore';

jest.setTimeout(60_000);

const MAX = 2;
const OWNERS: Record<string, string> = {
  a: 'group:default/web',
  b: 'group:default/web',
  c: 'group:default/data',
};

let number = 0;
function aRun(experiment: string, createdAt = new Date()): ObservedRun {
  number += 1;
  const id = `${experiment}-${String(number).padStart(5, '0')}`;
  return {
    id,
    experiment,
    phase: 'Pending',
    message: null,
    createdAt: createdAt.toISOString(),
    startedAt: null,
    finishedAt: null,
    requestedBy: 'user:default/ada',
    stoppedBy: null,
    idempotencyKey: id,
    commit: null,
    parameters: {},
    kept: false,
    workflowUid: null,
    revision: 0,
    stages: [],
  };
}

describe.each(databases.eachSupportedId())('RunLimit on %s', id => {
  let knex: Knex;
  let store: RunStore;
  /** As each replica has one. */
  const newLimit = () =>
    new RunLimit({
      store,
      experiments: {
        resources: async names =>
          names.map(name => ({ owner: OWNERS[name] } as HubExperimentResource)),
      },
      max: MAX,
    });
  const unfinished = async () =>
    (await store.unfinished()).map(run => run.experiment).sort();

  beforeEach(async () => {
    knex = await databases.init(id);
    store = new RunStore(await openDatabase({ getClient: async () => knex }));
  });

  it('lets in as many as fit of those that come at once, of each team', async () => {
    const limits = [newLimit(), newLimit(), newLimit()];
    const wanted = ['a', 'c', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a'];
    const answers = await Promise.allSettled(
      wanted.map((experiment, index) =>
        limits[index % limits.length].create(aRun(experiment)),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 'fulfilled');
    expect(accepted).toHaveLength(MAX + 1);
    expect(await unfinished()).toHaveLength(MAX + 1);
    expect(await unfinished()).toContain('c');
    // What was let in has numbers without a gap.
    expect(
      (await store.unfinished()).filter(one => one.experiment === 'c')[0],
    ).toMatchObject({ number: 1 });
  });

  it('lets in no more when a clock is behind, or a request slow', async () => {
    await newLimit().create(aRun('a'));
    await newLimit().create(aRun('b'));
    const earlier = aRun('a', new Date(Date.now() - 60_000));
    await expect(newLimit().create(earlier)).rejects.toThrow(
      /^Team web has as many runs .* allows, 2: a-\d+, b-\d+\. /,
    );
    expect(await unfinished()).toEqual(['a', 'b']);
  });

  it('knows a request that has come before, though there is no more room', async () => {
    const asked = aRun('a');
    expect(await newLimit().create(asked)).toBe(true);
    await newLimit().create(aRun('b'));
    const again = { ...aRun('a'), idempotencyKey: asked.idempotencyKey };
    expect(await newLimit().create(again)).toBe(false);
    expect(await newLimit().create({ ...asked, requestedBy: null })).toBe(
      false,
    );
  });
});
