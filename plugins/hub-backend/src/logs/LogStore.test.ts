import { resolve } from 'node:path';
import { databases } from '../__testUtils__/databases';
import { openDatabase } from '../runs/database';
import { storable } from '../runs/storable';
import { LogStore } from './LogStore';
import { LogState } from './LogText';

jest.setTimeout(60_000);

const state = (text: string, second: number, complete = false): LogState => ({
  text,
  lastTime: `2026-11-23T08:00:0${second}.000000000Z`,
  lastCount: 1,
  complete,
});

describe.each(databases.eachSupportedId())('LogStore on %s', id => {
  it('keeps the longest log that any replica has seen', async () => {
    const knex = await databases.init(id);
    const store = new LogStore(
      await openDatabase({ getClient: async () => knex }),
    );
    expect(await store.get('a-00001', 's')).toBeUndefined();
    await store.save('a-00001', 's', state('one\n', 1));
    await store.save('a-00001', 's', state('one\ntwo\n', 2));
    await store.save('a-00001', 's', state('one\n', 1));
    expect(await store.get('a-00001', 's')).toEqual(state('one\ntwo\n', 2));
    expect(await store.isComplete('a-00001', 's')).toBe(false);
    await store.save('a-00001', 's', state('one\ntwo\nthree\n', 3, true));
    await store.save('a-00001', 's', state('one\ntwo\nthree\n', 3));
    expect(await store.isComplete('a-00001', 's')).toBe(true);
    expect(await store.get('a-00001', 't')).toBeUndefined();
  });

  it('writes each piece once, whoever saves and whatever is in it', async () => {
    const knex = await databases.init(id);
    const open = await openDatabase({ getClient: async () => knex });
    const replicas = [new LogStore(open), new LogStore(open)];
    const parts = [
      'one\n',
      `${storable('a\0b')}\u0001 🚀\n`,
      'three\n',
      'end\n',
    ];
    for (let upTo = 1; upTo <= parts.length; upTo++) {
      const text = parts.slice(0, upTo).join('');
      await Promise.all(
        replicas.map(one => one.save('a-00001', 's', state(text, upTo))),
      );
    }
    expect(await replicas[1].get('a-00001', 's')).toEqual(
      state(parts.join(''), parts.length),
    );
    const pieces = await knex('log_chunks').orderBy('offset');
    expect(pieces.map(({ text }) => text)).toEqual(parts);
  });

  it('takes logs of an older portal over, and gives them back', async () => {
    const knex = await databases.init(id);
    const migrations = { directory: resolve(__dirname, '../../migrations') };
    await knex.migrate.latest(migrations);
    // Down to before the pieces, however many came since.
    while (await knex.schema.hasTable('log_chunks')) {
      await knex.migrate.down(migrations);
    }
    const old = Array.from({ length: 120 }, (_, i) => ({
      run_id: `a-${i % 7}`,
      stage_id: `s-${i}`,
      text: i === 5 ? '' : `line ${i} 🚀\n`,
      last_time: '2026-11-23T08:00:00.000000000Z',
      last_count: 1,
      complete: i % 2 === 0,
    }));
    await knex.batchInsert('logs', old);
    await knex.migrate.latest(migrations);
    const store = new LogStore(knex);
    expect((await store.get('a-3', 's-3'))?.text).toBe('line 3 🚀\n');
    expect((await store.get('a-5', 's-5'))?.text).toBe('');
    await store.save('a-3', 's-3', {
      ...state('line 3 🚀\nmore\n', 1),
      lastTime: '2026-11-23T08:00:01.000000000Z',
    });
    while (await knex.schema.hasTable('log_chunks')) {
      await knex.migrate.down(migrations);
    }
    const after = await knex('logs').where({ stage_id: 's-3' }).first('text');
    expect(after.text).toBe('line 3 🚀\nmore\n');
    expect(await knex('logs')).toHaveLength(old.length);
  });
});
