import { databases } from '../__testUtils__/databases';
import { openDatabase } from '../runs/database';
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
});
