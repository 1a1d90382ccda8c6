import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type Retention } from '@illm-lab/plugin-hub-common';
import { fakeHub, renderHub } from '../__testUtils__/renderHub';

const RETENTION: Retention = {
  kept: { runDays: 365, keepRuns: 20, logDays: 90, configMapDays: 7 },
  now: {
    runs: 1234,
    starredRuns: 2,
    oldestRunAt: '2026-11-23T08:00:00.000Z',
    results: 1,
    logs: 5000,
    logCharacters: 2_000_000,
    databaseBytes: 11 * 2 ** 20,
    stateBytes: 3 * 2 ** 30,
  },
};

describe('RetentionPanel', () => {
  const open = (getRetention: () => Promise<Retention>) =>
    renderHub('/hub/overview', fakeHub({ getRetention }));
  const row = (name: RegExp) => screen.getByRole('row', { name });

  it('says what is kept, for how long, and how much it is', async () => {
    open(async () => RETENTION);
    await screen.findByText('Database');
    expect(row(/^Runs/)).toHaveTextContent(
      /^Runs1,234, since .*2026.*, 2 starred365 days; starred ones and each experiment’s newest 20 for ever$/,
    );
    expect(row(/^Results/)).toHaveTextContent(
      'Results1With their runs; copies in etcd: 7 days',
    );
    expect(row(/^Logs/)).toHaveTextContent(
      '5,000, 2,000,000 characters90 days',
    );
    expect(row(/^Database/)).toHaveTextContent('11 MiB');
    expect(row(/^The hub’s state/)).toHaveTextContent('3 GiB');
  });

  it('says for ever where nothing is removed, and nothing of a state that is elsewhere', async () => {
    open(async () => ({
      kept: { ...RETENTION.kept, runDays: 0, logDays: 0, configMapDays: 0 },
      now: {
        ...RETENTION.now,
        runs: 0,
        starredRuns: 0,
        oldestRunAt: undefined,
        stateBytes: undefined,
      },
    }));
    await screen.findByText('Database');
    expect(row(/^Runs/)).toHaveTextContent(/^Runs0For ever$/);
    expect(row(/^Logs/)).toHaveTextContent(/For ever$/);
    expect(screen.queryByText(/state on the disk/)).toBeNull();
  });

  it('says why it can’t be read, beside the parts of the hub, and tries again', async () => {
    let works = false;
    open(async () => {
      if (!works) throw new Error('The database is locked.');
      return RETENTION;
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /What is kept could not be loaded.*The database is locked/,
    );
    works = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Database')).toBeVisible();
  });
});
