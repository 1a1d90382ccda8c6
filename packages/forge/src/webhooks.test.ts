import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RunningForge } from './startForge';
import { api, commitFiles, Fixture, gitIn, pushUrl } from './testing/fixture';
import { Receiver, until } from './testing/receiver';

describe('webhooks', () => {
  const fixture = new Fixture();
  const receivers: Receiver[] = [];
  const fast = { firstRetry: 20, longestRetry: 50 };

  afterAll(async () => {
    await fixture.cleanUp();
    await Promise.all(receivers.map(target => target.stop()));
  });

  async function receiver(port?: number): Promise<Receiver> {
    const made = await Receiver.start(port);
    receivers.push(made);
    return made;
  }

  async function seeded(forge: RunningForge): Promise<string> {
    const checkout = await fixture.clone(forge);
    await commitFiles(checkout, { 'a.txt': 'a\n', 'gone.txt': 'x\n' }, 'Start');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    return checkout;
  }

  const events = (target: Receiver) =>
    target.received.map(({ event, payload }) =>
      event === 'push' ? `push ${payload.ref}` : payload.action,
    );

  it("tells of pushes and pull requests in GitHub's form, signed and in order", async () => {
    const all = await receiver();
    const pushes = await receiver();
    const forge = await fixture.start({
      webhooks: [all.url, `${pushes.url}#push`],
    });
    const checkout = await seeded(forge);
    const start = await gitIn(checkout, 'rev-parse', 'HEAD');
    await gitIn(checkout, 'checkout', '-q', '-b', 'change');
    await gitIn(checkout, 'rm', '-q', 'gone.txt');
    const head = await commitFiles(
      checkout,
      { 'a.txt': 'b\n', 'dir/ä new.txt': 'n\n' },
      'Change',
    );
    await gitIn(checkout, 'push', '-q', 'origin', 'change');
    await api(forge, 'POST', '/pulls', {
      title: 'C',
      head: 'change',
      base: 'main',
    });
    await api(forge, 'PATCH', '/pulls/1', { title: 'D' });
    await gitIn(checkout, 'commit', '-q', '--amend', '-m', 'Amended');
    const amended = await gitIn(checkout, 'rev-parse', 'HEAD');
    await gitIn(checkout, 'push', '-q', '-f', 'origin', 'change');
    const merge = await api(forge, 'PUT', '/pulls/1/merge');
    await gitIn(checkout, 'push', '-q', 'origin', ':change');

    await until('all events are there', () => all.received.length === 9);
    expect(events(all)).toEqual([
      'push refs/heads/main',
      'push refs/heads/change',
      'opened',
      'edited',
      'push refs/heads/change',
      'synchronize',
      'push refs/heads/main',
      'closed',
      'push refs/heads/change',
    ]);
    expect(all.received.every(({ signed }) => signed)).toBe(true);
    expect(new Set(all.received.map(({ delivery }) => delivery)).size).toBe(9);
    await until('the pushes are there', () => pushes.received.length === 5);
    expect(new Set(pushes.received.map(({ event }) => event))).toEqual(
      new Set(['push']),
    );

    const payloads = all.received.map(({ payload }) => payload);
    const html = `${forge.url}/illm/lab`;
    expect(payloads[0]).toMatchObject({
      before: '0'.repeat(40),
      after: start,
      created: true,
    });
    expect(payloads[1]).toMatchObject({
      ref: 'refs/heads/change',
      after: head,
      forced: false,
      commits: [
        {
          id: head,
          message: 'Change',
          added: ['dir/ä new.txt'],
          modified: ['a.txt'],
          removed: ['gone.txt'],
          author: { name: 'Ada Lovelace', email: 'ada@example.org' },
        },
      ],
      head_commit: { id: head },
      organization: { login: 'illm' },
      repository: {
        name: 'lab',
        full_name: 'illm/lab',
        html_url: html,
        clone_url: `${html}.git`,
        default_branch: 'main',
        owner: { login: 'illm' },
        // Argo CD reads these two as numbers, here only
        created_at: expect.any(Number),
        pushed_at: expect.any(Number),
      },
    });
    expect(payloads[4]).toMatchObject({
      before: head,
      after: amended,
      forced: true,
    });
    expect(payloads[5]).toMatchObject({
      before: head,
      after: amended,
      pull_request: { head: { sha: amended } },
      repository: {
        created_at: expect.any(String),
        url: `${forge.url}/api/v3/repos/illm/lab`,
      },
    });
    expect(payloads[6]).toMatchObject({ before: start, after: merge.body.sha });
    expect(payloads[6].commits.at(-1)).toMatchObject({
      id: merge.body.sha,
      added: ['dir/ä new.txt'],
      removed: ['gone.txt'],
    });
    expect(payloads[7].pull_request).toMatchObject({
      merged: true,
      merge_commit_sha: merge.body.sha,
    });
    expect(payloads[8]).toMatchObject({
      deleted: true,
      after: '0'.repeat(40),
      head_commit: null,
    });
  });

  it('keeps events for a target that is down, over a restart, and delays no other', async () => {
    const up = await receiver();
    const down = await receiver();
    await down.stop();
    const dir = fixture.folder();
    const options = { dir, webhooks: [down.url, up.url], deliveryTimes: fast };
    const first = await fixture.start(options);
    const checkout = await seeded(first);
    await until('the one that is up has it', () => up.received.length === 1);
    await first.close();

    const second = await fixture.start(options);
    await commitFiles(checkout, { 'a.txt': 'c\n' }, 'Second');
    await gitIn(checkout, 'push', '-q', pushUrl(second), 'main');
    await until('the second is there too', () => up.received.length === 2);

    const again = await receiver(down.port);
    await until(
      'the one that was down has both',
      () => again.received.length === 2,
    );
    const messages = (target: Receiver) =>
      target.received.map(({ payload }) => payload.head_commit.message);
    expect(messages(again)).toEqual(['Start', 'Second']);
    expect(messages(up)).toEqual(['Start', 'Second']);
    await until('nothing waits any more', () =>
      readdirSync(join(dir, 'deliveries')).every(
        name => readdirSync(join(dir, 'deliveries', name)).length === 0,
      ),
    );
  });

  it('tries again after errors that may pass, and drops what is refused', async () => {
    const target = await receiver();
    const forge = await fixture.start({
      webhooks: [target.url],
      deliveryTimes: fast,
    });
    target.status = 503;
    const checkout = await seeded(forge);
    await until('it was tried more than once', () => target.refused.length > 2);
    target.status = 200;
    await until('it is delivered', () => target.received.length === 1);

    target.status = 400;
    await commitFiles(checkout, { 'a.txt': 'd\n' }, 'Refused');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    await until('the refusal is logged', () =>
      fixture.log.some(line =>
        /^warn webhook .* refused: answered 400/.test(line),
      ),
    );

    target.status = 200;
    await commitFiles(checkout, { 'a.txt': 'f\n' }, 'Last');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    await until(
      'the next one is delivered',
      () => target.received.length === 2,
    );
    expect(target.received[1].payload.head_commit.message).toBe('Last');
  });

  it('gives an event up in the end, and says so', async () => {
    const target = await receiver();
    const forge = await fixture.start({
      webhooks: [target.url],
      deliveryTimes: { ...fast, giveUpAfter: 1 },
    });
    target.status = 500;
    const checkout = await seeded(forge);
    await until('the end is logged', () =>
      fixture.log.some(line =>
        /^error webhook .* given up: answered 500/.test(line),
      ),
    );
    target.status = 200;
    await commitFiles(checkout, { 'a.txt': 'g\n' }, 'Next');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    await until(
      'the next one is delivered',
      () => target.received.length === 1,
    );
    expect(target.received[0].payload.head_commit.message).toBe('Next');
  });

  it('tells of a push that was written into the repository itself, past the forge', async () => {
    const all = await receiver();
    const dir = fixture.folder();
    const forge = await fixture.start({
      dir,
      webhooks: [all.url],
      lookEveryMs: 50,
    });
    const checkout = await seeded(forge);
    const sha = await commitFiles(checkout, { 'past.txt': 'x' }, 'Past it');
    await gitIn(checkout, 'push', '-q', join(dir, 'repository.git'), 'main');
    await until('the push was told', () =>
      all.received.some(({ payload }) => payload.after === sha),
    );
    // packed, no ref has a file of its own
    await gitIn(join(dir, 'repository.git'), 'pack-refs', '--all');
    const next = await commitFiles(checkout, { 'past.txt': 'y' }, 'Again');
    await gitIn(checkout, 'push', '-q', join(dir, 'repository.git'), 'main');
    await until('the second push was told', () =>
      all.received.some(({ payload }) => payload.after === next),
    );
    expect(all.received.map(({ payload }) => payload.ref)).toContain(
      'refs/heads/main',
    );
  });
});
