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
  const value = (name: string) =>
    screen.getByText(name, { selector: 'dt' }).nextElementSibling;

  it('says what is kept, for how long, and how much it is', async () => {
    open(async () => RETENTION);
    await screen.findByText('Room');
    expect(value('Runs')).toHaveTextContent(
      /^1,234 runs, since .*2026.*, 2 starred; kept 365 days, starred ones and each experiment’s newest 20 for ever$/,
    );
    expect(value('Results')).toHaveTextContent(
      '1 result, kept with their runs; copies in etcd kept 7 days',
    );
    expect(value('Logs')).toHaveTextContent(
      '5,000 logs of 2,000,000 characters; kept 90 days',
    );
    expect(value('Room')).toHaveTextContent(
      'database 11 MiB; the hub’s state on the disk 3 GiB',
    );
  });

  it('says for ever where nothing is removed, and nothing of a state that is elsewhere', async () => {
    const { runs, ...now } = RETENTION.now;
    open(async () => ({
      kept: { ...RETENTION.kept, runDays: 0, logDays: 0, configMapDays: 0 },
      now: { ...now, runs: 0, oldestRunAt: undefined, stateBytes: undefined },
    }));
    await screen.findByText('Room');
    expect(value('Runs')).toHaveTextContent(
      /^0 runs, 2 starred; kept for ever$/,
    );
    expect(value('Logs')).toHaveTextContent('kept for ever');
    expect(value('Room')).toHaveTextContent(/^database 11 MiB$/);
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
    expect(await screen.findByText('Room')).toBeVisible();
  });
});
