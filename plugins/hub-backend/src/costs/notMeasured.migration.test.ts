import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { databases } from '../__testUtils__/databases';
import { openDatabase } from '../runs/database';

jest.setTimeout(60_000);

const directory = resolvePackagePath(
  '@illm-lab/plugin-hub-backend',
  'migrations',
);
const NAME = '20261201110000_costs_not_measured.js';

describe.each(databases.eachSupportedId())('on %s', id => {
  it('a cost of zero that was never measured is forgotten, and asked for again', async () => {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const save = (run_id: string, total: number | null) =>
      knex('run_costs').insert({ run_id, document: JSON.stringify({ total }) });
    const runs = async () =>
      (await knex('run_costs').select('run_id').orderBy('run_id')).map(
        ({ run_id }) => run_id,
      );

    await save('cost-something', 1.2);
    await save('not-known', null);
    await knex.migrate.down({ directory, name: NAME } as never);
    // The form before has no place for what is not known.
    expect(await runs()).toEqual(['cost-something']);
    await save('false-zero', 0);
    await knex.migrate.up({ directory, name: NAME } as never);
    expect(await runs()).toEqual(['cost-something']);
  });
});
