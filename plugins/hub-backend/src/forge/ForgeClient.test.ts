import { z } from 'zod';
import { CountingForge } from '../__testUtils__/CountingForge';
import { ForgeClient, Question } from './ForgeClient';

const AN_HOUR_MS = 3_600_000;
const title = z.object({ title: z.string() });
const ONE: Question<z.infer<typeof title>> = {
  path: '/pulls/1',
  schema: title,
  what: 'pull request',
};

const forge = new CountingForge();
let client: ForgeClient;
let now: number;

const get = (more: Partial<typeof ONE> = {}, ms = 5_000) =>
  client.get({ ...ONE, ...more }, AbortSignal.timeout(ms));

beforeAll(() => forge.up());
afterAll(() => forge.stop());
beforeEach(() => {
  forge.calls.length = 0;
  forge.behave = undefined;
  forge.answers.clear();
  forge.answers.set('/pulls/1', { title: 'Before' });
  now = Date.parse('2026-12-01T12:00:00Z');
  client = new ForgeClient({
    ...forge.access,
    now: () => now,
    timeoutMs: 1_000,
  });
});

describe('the client of the forge', () => {
  it('asks once for all who ask at once, and then answers from memory', async () => {
    await Promise.all([get(), get(), get()]);
    now += 5_000;
    expect(await get()).toEqual({ title: 'Before' });
    expect(forge.calls).toEqual(['200 /pulls/1']);
  });

  it('asks with the ETag when an answer is old, so that GitHub counts no call', async () => {
    await get();
    now += AN_HOUR_MS;
    expect(await get()).toEqual({ title: 'Before' });
    forge.answers.set('/pulls/1', { title: 'After' });
    now += AN_HOUR_MS;
    expect(await get()).toEqual({ title: 'After' });
    expect(forge.calls).toEqual([
      '200 /pulls/1',
      '304 /pulls/1',
      '200 /pulls/1',
    ]);
  });

  it('asks at once after an event, also when it is being asked', async () => {
    await get();
    forge.answers.set('/pulls/1', { title: 'After' });
    expect(await get()).toEqual({ title: 'Before' });
    client.changed(path => path === '/pulls/1');
    expect(await get()).toEqual({ title: 'After' });

    // The forge is at its answer from before when the event comes.
    const held: (() => void)[] = [];
    forge.behave = response =>
      held.push(() => response.end('{"title":"After"}'));
    client.changed(path => path === '/pulls/1');
    const before = get();
    await until(() => held.length === 1);
    client.changed(path => path === '/pulls/1');
    const after = get();
    forge.behave = response => response.end('{"title":"Merged"}');
    held[0]();
    expect(await before).toEqual({ title: 'After' });
    expect(await after).toEqual({ title: 'Merged' });
  });

  it('asks for who acts on the answer, whatever is known', async () => {
    await get();
    forge.answers.set('/pulls/1', { title: 'After' });
    expect(await get({ fresh: true })).toEqual({ title: 'After' });
  });

  it('asks once for what never changes', async () => {
    await get({ of: 'abc' });
    now += 24 * AN_HOUR_MS;
    await get({ of: 'abc' });
    expect(forge.calls).toHaveLength(1);
    await get({ of: 'def' });
    expect(forge.calls).toHaveLength(2);
  });

  it('lets nobody wait for longer than they have time, and the others go on', async () => {
    const held: (() => void)[] = [];
    forge.behave = response =>
      held.push(() => response.end('{"title":"Late"}'));
    const patient = get();
    await expect(get({}, 50)).rejects.toThrow(/did not answer in time/);
    held.forEach(answer => answer());
    expect(await patient).toEqual({ title: 'Late' });
  });

  it('leaves a forge alone that fails, and asks again after an event', async () => {
    forge.behave = response => {
      response.statusCode = 502;
      response.end();
    };
    for (let viewer = 0; viewer < 20; viewer += 1) {
      await expect(get()).rejects.toThrow(/answered 502/);
      await expect(get({ path: '/pulls/2' })).rejects.toThrow(/answered 502/);
    }
    expect(forge.calls).toHaveLength(1);
    forge.behave = undefined;
    client.changed(() => true);
    expect(await get()).toEqual({ title: 'Before' });
  });

  it('asks nothing more before GitHub counts anew, and says until when', async () => {
    const reset = now / 1_000 + 600;
    forge.behave = response => {
      response.writeHead(403, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${reset}`,
      });
      response.end('{"message":"API rate limit exceeded"}');
    };
    const words = /takes no more questions before 2026-12-01T12:10:00/;
    await expect(get()).rejects.toThrow(words);
    forge.behave = undefined;
    now += 599_000;
    await expect(get({ fresh: true })).rejects.toThrow(words);
    expect(forge.calls).toHaveLength(1);
    now += 2_000;
    expect(await get()).toEqual({ title: 'Before' });
  });

  it('takes no answer that is something else, and keeps to what it knew', async () => {
    await get();
    forge.answers.set('/pulls/1', { title: 1 });
    client.changed(() => true);
    await expect(get()).rejects.toThrow(/something that is no pull request/);
    await expect(get()).rejects.toThrow(/something that is no pull request/);
    expect(forge.calls).toHaveLength(2);
    now += AN_HOUR_MS;
    forge.answers.set('/pulls/1', { title: 'Mended' });
    expect(await get()).toEqual({ title: 'Mended' });
  });
});

async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise(done => setTimeout(done, 5));
}
