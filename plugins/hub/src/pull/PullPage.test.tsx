import { type PullProgress } from '@illm-lab/plugin-hub-common';
import { screen, waitFor } from '@testing-library/react';
import { fakeHub, fakePulls, renderHub } from '../__testUtils__/renderHub';

const OPEN: PullProgress = {
  number: 7,
  title: 'Add grpc-latency',
  url: 'http://localhost:7008/illm/lab/pull/7',
  author: 'ada',
  createdAt: '2026-11-23T09:58:00Z',
  state: 'open',
  checkRuns: [],
  claims: [],
  experiments: [
    {
      name: 'grpc-latency',
      definitions: {
        state: 'waiting',
        message: 'Argo CD waits for the merge.',
      },
      inCatalog: false,
      removed: false,
      ready: false,
    },
  ],
};
const MERGED: PullProgress = {
  ...OPEN,
  state: 'merged',
  mergedAt: '2026-11-23T10:00:00Z',
};
const READY: PullProgress = {
  ...MERGED,
  experiments: [
    {
      name: 'grpc-latency',
      definitions: { state: 'synced', message: 'Taken up.' },
      inCatalog: true,
      removed: false,
      ready: true,
    },
  ],
};

const show = (answers: (PullProgress | Error)[], mayAct = true) => {
  const get = jest.fn(async () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  renderHub('/pull-requests/7', fakeHub({ pulls: fakePulls({ get }) }), {
    mayAct,
  });
  return get;
};

const sentence = (name: RegExp) =>
  screen.findByRole('heading', { name }, { timeout: 20_000 });

describe('PullPage', () => {
  it('leads in the same tab to the review, then by itself to the run', async () => {
    const get = show([OPEN, MERGED, READY]);
    expect(
      await sentence(/“Add grpc-latency” waits for its merge/),
    ).toBeVisible();
    const review = screen.getByRole('link', { name: 'Review and merge' });
    expect(review).toHaveAttribute('href', OPEN.url);
    expect(review).not.toHaveAttribute('target', '_blank');
    expect(screen.queryByRole('button', { name: /^Run/ })).toBeNull();

    expect(await sentence(/is merged and being taken up/)).toBeVisible();
    expect(await sentence(/^grpc-latency is ready to run$/)).toBeVisible();
    expect(
      await screen.findByRole('button', { name: 'Run grpc-latency…' }),
    ).toBeEnabled();
    const asked = get.mock.calls.length;
    await new Promise(resolve => setTimeout(resolve, 2_000));
    expect(get).toHaveBeenCalledTimes(asked);
  }, 60_000);

  it.each([
    [{ ...OPEN, state: 'closed' } as const, /was closed without a merge/],
    [
      {
        ...MERGED,
        experiments: [
          {
            ...MERGED.experiments[0],
            definitions: { state: 'failed', message: 'spec.replicas: no' },
          },
        ],
      } as PullProgress,
      /Argo CD can’t take up grpc-latency/,
    ],
    [
      {
        ...MERGED,
        experiments: [
          {
            ...MERGED.experiments[0],
            definitions: { state: 'synced', message: 'None any more.' },
            removed: true,
          },
        ],
      } as PullProgress,
      /^grpc-latency is removed; its runs and results stay$/,
    ],
    [
      {
        ...MERGED,
        experiments: [{ ...READY.experiments[0], ready: false, removed: true }],
      } as PullProgress,
      /is merged and being taken up/,
    ],
  ])('says how it ended: %#', async (pull, words) => {
    show([pull]);
    expect(await sentence(words)).toBeVisible();
  });

  it('lets nobody run who may not', async () => {
    show([READY], false);
    const name = 'Run grpc-latency…';
    await screen.findByRole('button', { name });
    await waitFor(() =>
      expect(screen.getByRole('button', { name })).toHaveAccessibleDescription(
        /^Only the team that owns/,
      ),
    );
  });

  it('leads to the claims that it is about', async () => {
    const mails = { namespace: 'team-web', kind: 'Queue', name: 'mails' };
    show([
      {
        ...MERGED,
        experiments: [],
        claims: [{ ...mails, action: 'removes' }],
      },
    ]);
    const claims = await screen.findByRole('region', { name: 'Claims' });
    expect(claims).toHaveTextContent('Removes Queue mails in team-web');
    expect(screen.getByRole('link', { name: 'mails' })).toHaveAttribute(
      'href',
      '/hub/claims/team-web/queue/mails',
    );
  });

  it('shows the checks as they come in; one that fails names file, line and remedy', async () => {
    show([
      {
        ...OPEN,
        checks: 'pending',
        checkRuns: [{ name: 'lab / manifests', state: 'pending', issues: [] }],
      },
      {
        ...OPEN,
        checks: 'failed',
        checkRuns: [
          { name: 'lab / folder', state: 'passed', title: 'Good', issues: [] },
          {
            name: 'lab / manifests',
            state: 'failed',
            title: '1 fault',
            issues: [
              { file: 'a.yaml', line: 3, message: 'No such field. Remove it.' },
            ],
          },
        ],
      },
    ]);
    expect(await screen.findByText('At work: manifests')).toBeVisible();
    expect(
      await screen.findByText('Failed: manifests', {}, { timeout: 20_000 }),
    ).toBeVisible();
    expect(
      screen.getByText('Waits for a commit that mends what the checks name'),
    ).toBeVisible();
    const checks = screen.getByRole('region', { name: 'Checks' });
    expect(checks).toHaveTextContent('manifests, failed1 fault');
    expect(checks).toHaveTextContent(
      'a.yaml, line 3: No such field. Remove it.',
    );
  }, 30_000);

  it('says why it can’t tell', async () => {
    show([new Error('The forge has no pull request #7.')]);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The forge has no pull request #7.',
    );
  });
});
