import { ForgeChange, ForgePullDetails } from '../forge/shapes';
import { ClaimFiles } from './ClaimFiles';

const pull = (number: number, mergedAt?: string): ForgePullDetails => ({
  number,
  title: `Pull ${number}`,
  html_url: `http://forge/pull/${number}`,
  created_at: '2026-11-23T10:00:00Z',
  updated_at: '2026-11-23T10:00:00Z',
  user: { login: 'Grace-Hopper', name: 'Grace Hopper' },
  head: { sha: `head${number}` },
  state: mergedAt ? 'closed' : 'open',
  merged_at: mergedAt,
});
const yaml = (name: string, kind = 'Queue') =>
  `apiVersion: platform.illm.lab/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec: { provider: aws }\n`;

/** A repository: files of main, files by pull request, texts by blob. */
function repository() {
  const state = {
    main: new Map([
      ['claims/team-web/mails.yaml', 'm1'],
      ['claims/team-web/namespace.yaml', 'ns'],
    ]),
    open: [] as ForgePullDetails[],
    closed: [pull(1, '2026-11-23T09:00:00Z')],
    changes: new Map<number, ForgeChange[]>([
      [
        1,
        [
          {
            filename: 'claims/team-web/mails.yaml',
            status: 'added',
            sha: 'm1',
          },
        ],
      ],
    ]),
    texts: new Map([
      ['m1', yaml('mails')],
      ['ns', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: team-web }\n'],
      ['broken', 'kind: [Queue\n'],
      ['unresolved', `${yaml('lost')}more: *nowhere\n`],
    ]),
    fault: undefined as Error | undefined,
    asked: 0,
    now: Date.parse('2026-11-23T12:00:00Z'),
  };
  const onChange = jest.fn();
  const files = new ClaimFiles({
    onChange,
    now: () => state.now,
    forge: {
      openPulls: async () => {
        state.asked += 1;
        if (state.fault) throw state.fault;
        return state.open;
      },
      closedPulls: async () => state.closed,
      changes: async ({ number }) => state.changes.get(number) ?? [],
      blob: async sha => state.texts.get(sha)!,
      folder: async () => [{ type: 'dir', path: 'claims/team-web', sha: 't' }],
      subfolder: async () =>
        [...state.main].map(([path, sha]) => ({ type: 'file', path, sha })),
    },
  });
  return { state, files, onChange };
}

const short = ({ files }: Awaited<ReturnType<ClaimFiles['current']>>) =>
  files.map(({ kind, object, onMain, open, merged }) =>
    [
      kind,
      object.metadata.name,
      onMain ? 'main' : 'proposed',
      ...open.map(one => `${one.action} #${one.number}`),
      merged && `by #${merged.number}`,
    ]
      .filter(Boolean)
      .join(' '),
  );

describe('claims in the repository', () => {
  it('are those of the main branch, with who brought them', async () => {
    const { files } = repository();
    const answer = await files.current();
    expect(short(answer)).toEqual(['Queue mails main by #1']);
    expect(answer.files[0]).toMatchObject({
      path: 'claims/team-web/mails.yaml',
      object: {
        metadata: { namespace: 'team-web' },
        spec: { provider: 'aws' },
      },
      merged: { author: 'Grace Hopper', at: '2026-11-23T09:00:00Z' },
    });
    expect(answer.source.connected).toBe(true);
  });

  it('are also those that an open pull request adds, changes or removes', async () => {
    const { state, files } = repository();
    state.open = [pull(2), pull(3), pull(4)];
    state.texts.set('o1', yaml('orders', 'Database'));
    state.changes
      .set(2, [
        { filename: 'claims/team-web/orders.yaml', status: 'added', sha: 'o1' },
        { filename: 'README.md', status: 'modified', sha: 'r' },
      ])
      .set(3, [
        {
          filename: 'claims/team-web/mails.yaml',
          status: 'removed',
          sha: 'm1',
        },
      ])
      .set(4, [
        {
          filename: 'claims/team-web/odd.yaml',
          status: 'added',
          sha: 'broken',
        },
        {
          filename: 'claims/team-web/lost.yaml',
          status: 'added',
          sha: 'unresolved',
        },
      ]);
    expect(short(await files.current())).toEqual([
      'Queue mails main removes #3 by #1',
      'Database orders proposed adds #2',
    ]);
  });

  it('remember who removed one', async () => {
    const { state, files } = repository();
    state.main.clear();
    state.closed = [
      pull(1, '2026-11-23T09:00:00Z'),
      pull(5, '2026-11-23T11:00:00Z'),
    ];
    state.changes.set(5, [
      { filename: 'claims/team-web/mails.yaml', status: 'removed', sha: 'm1' },
    ]);
    const { files: found, removed } = await files.current();
    expect(found).toEqual([]);
    expect(removed.get('claims/team-web/mails.yaml')).toMatchObject({
      number: 5,
      action: 'removes',
    });
  });

  it('are asked for once for all visitors, and anew after a push', async () => {
    const { state, files, onChange } = repository();
    await Promise.all([files.current(), files.current()]);
    await files.current();
    expect(state.asked).toBe(1);
    expect(onChange).toHaveBeenCalledTimes(1);

    await files.refresh();
    expect(state.asked).toBe(2);
    // Nothing else than before: nobody is told.
    expect(onChange).toHaveBeenCalledTimes(1);

    state.main.clear();
    await files.refresh();
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(short(files.last())).toEqual([]);
  });

  it('are the last known while the forge does not answer, which is said', async () => {
    const { state, files } = repository();
    await files.current();
    state.fault = new Error('forge does not answer');
    await files.refresh();
    const answer = files.last();
    expect(short(answer)).toEqual(['Queue mails main by #1']);
    expect(answer.source).toEqual({
      name: 'The forge',
      connected: false,
      reason: 'forge does not answer',
      lastGoodAt: '2026-11-23T12:00:00.000Z',
    });
  });
});
