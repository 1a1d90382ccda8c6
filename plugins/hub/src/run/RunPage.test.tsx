import { logTopic, runTopic } from '@illm-lab/plugin-hub-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { apiError } from '../__testUtils__/apiError';
import {
  aRun,
  failedResult,
  failedRun,
  runningRun,
} from '../__testUtils__/fixtures';
import {
  address,
  fakeCosts,
  fakeHub,
  renderHub,
} from '../__testUtils__/renderHub';

const PATH = `/runs/${failedRun.id}`;

const notFound = () => apiError(404, 'No such thing.');

describe('RunPage', () => {
  it('opens with how the run went, and which threshold was crossed by how much', async () => {
    renderHub(
      `${PATH}/steps`,
      fakeHub({
        getRun: async () => failedRun,
        getResult: async () => failedResult,
        getLogs: async () => '',
      }),
    );

    expect(
      await screen.findByRole('heading', {
        name: `Failed ${failedRun.message}`,
      }),
    ).toBeVisible();
    const wrong = within(
      await screen.findByRole('region', { name: 'What went wrong' }),
    );
    // In words, with the limit; no exit status, and not what held.
    const [crossed, ...others] = await wrong.findAllByRole('listitem');
    expect(others).toEqual([]);
    expect(crossed).toHaveTextContent(
      'Response time, 95th percentile was 231 ms; it must be below 200 ms.31.4 ms (15.7 %) above the limit of 200 ms',
    );
    expect(
      wrong.getByRole('link', { name: 'Open the result' }),
    ).toHaveAttribute('href', `${PATH}/result`);

    // The failed step is picked by itself, and another by its address.
    expect(address()).toBe(`${PATH}/steps`);
    const steps = within(screen.getByRole('navigation', { name: 'Steps' }));
    expect(steps.getByRole('link', { current: true })).toHaveTextContent(
      'load',
    );
    await userEvent.click(steps.getByRole('link', { name: /provision/ }));
    expect(address()).toBe(`${PATH}/steps?step=node-provision`);
    expect(screen.getByRole('region', { name: 'provision' })).toBeVisible();
  });

  it('opens a run that broke with its step and the end of its log', async () => {
    renderHub(
      PATH,
      fakeHub({
        getRun: async () => ({
          ...failedRun,
          state: 'error' as const,
          verdict: 'error' as const,
        }),
        getResult: notFound,
        getLogs: async () => 'first\n\u001b[31mERRO no such script\u001b[0m\n',
      }),
    );
    const wrong = within(
      await screen.findByRole('region', { name: 'What went wrong' }),
    );
    expect(wrong.getByText('load')).toBeVisible();
    expect(wrong.getByText(/exit status 99/)).toBeVisible();
    expect(await wrong.findByText(/ERRO no such script/)).toBeVisible();
  });

  it('shows what was measured until a run was stopped, and by whom', async () => {
    renderHub(
      `${PATH}/result`,
      fakeHub({
        getRun: async () =>
          aRun({
            phase: 'Stopped',
            verdict: 'error',
            partial: true,
            stoppedBy: 'user:default/grace',
            message:
              'Stopped by grace before its end; what was measured until then is kept.',
          }),
        getResult: async () => ({
          ...failedResult,
          verdict: 'error' as const,
          partial: true,
          thresholds: [
            {
              metric: 'checks',
              expression: 'rate>0.9',
              passed: true,
              limit: 0.9,
              unit: 'ratio' as const,
              noSamples: true,
            },
            {
              metric: 'http_req_duration',
              expression: 'p(95)>1',
              passed: false,
              limit: 1,
              unit: 'ms' as const,
              noSamples: true,
            },
          ],
          metrics: [
            {
              name: 'http_req_failed',
              type: 'rate' as const,
              unit: 'ratio' as const,
              values: { rate: 0, passes: 0, fails: 1068 },
            },
          ],
        }),
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Stopped by grace before its end; what was measured until then is kept.',
      }),
    ).toBeVisible();
    expect(await screen.findByText('A part of the measurement')).toBeVisible();
    expect(screen.queryByText('What went wrong')).toBeNull();
    // k6 says that it holds; there was nothing to hold against it.
    expect(
      screen.getByRole('row', { name: /Checks that passed/ }),
    ).toHaveTextContent(/No samples.*above 90 %nothing/);
    // It holds 0 against a time that was not measured.
    expect(
      screen.getByRole('row', { name: /Response time, 95th/ }),
    ).toHaveTextContent(/Crossed without samples.*above 1 msnothing/);
    // k6 counts under `fails` those that did not fail.
    expect(
      screen.getByRole('row', { name: /Failed requests/ }),
    ).toHaveTextContent('0 %0 of 1,068 failed');
  });

  it('shows thresholds with their margin and metrics with their units', async () => {
    renderHub(
      `${PATH}/result`,
      fakeHub({
        getRun: async () => failedRun,
        getResult: async () => failedResult,
        getLogs: async () => '',
      }),
    );

    expect(
      await screen.findByRole('row', { name: /p\(95\)<200/ }),
    ).toHaveTextContent(
      'Crossedbelow 200 ms231 ms31.4 ms (15.7 %) above the limit of 200 ms',
    );
    expect(screen.getByRole('row', { name: /rate<0.01/ })).toHaveTextContent(
      'Heldbelow 1 %0.21 %0.79 percentage points below the limit of 1 %',
    );
    // Aggregations in an order that reads, the maximum last.
    expect(
      within(screen.getByRole('table', { name: 'Distributions' }))
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'Metricaveragep(95)max',
      'Response time http_req_duration87.1 ms231 ms912 ms',
    ]);
    expect(
      screen.getByRole('row', { name: /data_received/ }),
    ).toHaveTextContent('123 MB4.12 MB/s');
    expect(
      screen.getByText('The machine itself was at its limit'),
    ).toBeVisible();
  });

  describe('when the run ends', () => {
    const wait = async () => {
      const { events } = renderHub(
        PATH,
        fakeHub({
          getRun: async () => runningRun,
          getResult: async () => failedResult,
          getLogs: async () => '',
        }),
      );
      await screen.findByRole('log');
      expect(address()).toBe(`${PATH}/steps`);
      return () =>
        act(() =>
          events.send(runTopic(failedRun.id), { type: 'run', run: failedRun }),
        );
    };

    it('goes from its steps to its result', async () => {
      const end = await wait();
      end();
      await waitFor(() => expect(address()).toBe(`${PATH}/result`));
      // Of what matters first: the big numbers.
      expect(await screen.findByText('p95')).toBeVisible();
    });

    it('stays where somebody is reading', async () => {
      const end = await wait();
      await userEvent.click(screen.getByRole('log'));
      end();
      await screen.findByRole('heading', {
        name: `Failed ${failedRun.message}`,
      });
      expect(address()).toBe(`${PATH}/steps`);
    });
  });

  it('opens the result of a run that is over', async () => {
    renderHub(
      PATH,
      fakeHub({
        getRun: async () => failedRun,
        getResult: async () => failedResult,
        getLogs: async () => '',
      }),
    );
    await waitFor(() => expect(address()).toBe(`${PATH}/result`));
  });

  it.each([
    ['cost €0.03 so far', runningRun, false],
    ['cost €0.03, the last figures are to come', failedRun, false],
    ['cost €0.03', failedRun, true],
  ])('says %s', async (words, run, complete) => {
    const parts = { cpu: 0.02, memory: 0.01, total: 0.03 };
    renderHub(
      `${PATH}/inputs`,
      fakeHub({
        getRun: async () => run,
        getResult: notFound,
        getLogs: async () => '',
        costs: fakeCosts({
          getRunCost: async () =>
            ({
              run: run.id,
              currency: 'EUR',
              cost: parts,
              total: parts.total,
              window: { from: run.createdAt, to: run.createdAt },
              complete,
              source: { name: 'OpenCost', connected: true },
            } as never),
        }),
      }),
    );
    expect((await screen.findByText(/^cost/)).textContent).toBe(words);
  });

  it('says that there is no result yet, and shows it when it comes', async () => {
    const hub = fakeHub({
      getRun: async () => runningRun,
      getResult: notFound,
    });
    const { events } = renderHub(`${PATH}/result`, hub);
    expect(await screen.findByText('No result yet')).toBeVisible();
    // Nobody asks for what can't be there: it would be a fault in the console.
    expect(hub.getResult).not.toHaveBeenCalled();

    act(() =>
      events.send(runTopic(failedRun.id), {
        type: 'result',
        run: failedRun.id,
        result: failedResult,
      }),
    );
    expect(await screen.findByText(failedResult.message)).toBeVisible();
  });

  it('follows the running step and its log, and then the end', async () => {
    const { events, hub } = renderHub(
      PATH,
      fakeHub({
        getRun: async () => runningRun,
        getLogs: async () => 'one\n',
      }),
    );
    const log = within(await screen.findByRole('log'));
    expect(await log.findByText('one')).toBeVisible();
    const send = (offset: number, text: string) =>
      act(() =>
        events.send(logTopic(failedRun.id, 'node-load'), {
          type: 'log',
          run: failedRun.id,
          step: 'node-load',
          offset,
          text,
        }),
      );

    send(4, 'two\n');
    expect(await log.findByText('two')).toBeVisible();
    // A replayed piece is not shown twice.
    send(4, 'two\nthree\n');
    expect(await log.findByText('three')).toBeVisible();
    expect(log.getAllByRole('listitem').map(li => li.textContent)).toEqual([
      'one',
      'two',
      'three',
    ]);
    // A gap is filled by asking for the whole.
    hub.getLogs.mockResolvedValue('one\ntwo\nthree\nfour\nfive\n');
    send(19, 'five\n');
    expect(await log.findByText('four')).toBeVisible();

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search in the log' }),
      'fi',
    );
    expect(log.getAllByRole('listitem')).toHaveLength(1);

    act(() =>
      events.send(runTopic(failedRun.id), { type: 'run', run: failedRun }),
    );
    expect(
      await screen.findByRole('heading', { name: /^Failed Response time/ }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
    expect(events.topics).not.toContain(logTopic(failedRun.id, 'node-load'));
  });

  it('fetches the run again when the stream comes back', async () => {
    const { events, hub } = renderHub(
      PATH,
      fakeHub({ getRun: async () => runningRun, getLogs: async () => '' }),
    );
    await screen.findByRole('heading', {
      name: /^Running The experiment runs: step load/,
    });
    hub.getRun.mockResolvedValue({ ...aRun(), stages: [] });

    act(() => events.send(runTopic(failedRun.id), { type: 'open' }));

    expect(
      await screen.findByRole('heading', { name: /^Passed/ }),
    ).toBeVisible();
  });

  it('stops after a question that names the run', async () => {
    const { hub } = renderHub(
      PATH,
      fakeHub({
        getRun: async () => runningRun,
        getLogs: async () => '',
        stopRun: async () => runningRun,
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    const dialog = within(
      screen.getByRole('dialog', { name: 'Stop run #42 of http-baseline?' }),
    );
    expect(hub.stopRun).not.toHaveBeenCalled();
    await userEvent.click(dialog.getByRole('button', { name: 'Stop run #42' }));

    expect(hub.stopRun).toHaveBeenCalledWith({ id: failedRun.id });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(
      await screen.findByText('Stopping run #42 of http-baseline'),
    ).toBeVisible();
  });

  it('stars a run for the lab, and takes the star away again', async () => {
    const run = { ...failedRun, stages: [] };
    const { hub } = renderHub(
      PATH,
      fakeHub({
        getRun: async () => run,
        getResult: async () => {
          throw new Error('not asked for here');
        },
        starRun: async ({ starred }) => ({
          ...run,
          starredBy: starred ? 'user:default/ada' : null,
        }),
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Star' }));
    const starred = await screen.findByRole('button', { name: 'Starred' });
    expect(starred).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(starred);
    expect(await screen.findByRole('button', { name: 'Star' })).toBeVisible();
    expect(hub.starRun.mock.calls.map(([request]) => request)).toEqual([
      { id: run.id, starred: true },
      { id: run.id, starred: false },
    ]);
  });

  it('says why a stop was refused', async () => {
    renderHub(
      PATH,
      fakeHub({
        getRun: async () => runningRun,
        getLogs: async () => '',
        stopRun: async () => {
          throw new Error('Argo is not reachable');
        },
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop run #42' }),
    );
    expect(await screen.findByText('Argo is not reachable')).toBeVisible();
  });

  it('turns off what the user may not do and says why', async () => {
    // Of a name of its own: permissions are cached for the whole browser tab.
    const run = { ...runningRun, experiment: 'of-another-team' };
    renderHub(
      PATH,
      fakeHub({ getRun: async () => run, getLogs: async () => '' }),
      { mayAct: false },
    );
    await screen.findByRole('button', { name: 'Stop' });
    for (const [name, verb] of [
      ['Stop', 'stop or star'],
      ['Star', 'stop or star'],
      ['Run again', 'run'],
    ]) {
      await waitFor(() =>
        expect(
          screen.getByRole('button', { name }),
        ).toHaveAccessibleDescription(
          `Only the team that owns of-another-team and the platform team may ${verb} it.`,
        ),
      );
    }
  });

  it('says of a removed experiment’s run that nobody may run it again', async () => {
    const run = { ...runningRun, experiment: 'of-the-past' };
    renderHub(
      PATH,
      fakeHub({
        getRun: async () => run,
        getLogs: async () => '',
        listExperiments: async () => ({ items: [] }),
      }),
      { mayAct: false },
    );
    const again = await screen.findByRole('button', { name: 'Run again' });
    await waitFor(() =>
      expect(again).toHaveAccessibleDescription(
        'of-the-past was removed: nobody may run it any more.',
      ),
    );
  });

  it('says that there is no such run', async () => {
    renderHub('/runs/nope-12345', fakeHub({ getRun: notFound }));
    expect(await screen.findByText('There is no run nope-12345')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All runs' })).toHaveAttribute(
      'href',
      '/runs',
    );
  });

  it('shows what the run was given, and begins another with it', async () => {
    const { hub } = renderHub(
      `${PATH}/inputs`,
      fakeHub({
        getRun: async () => failedRun,
        getLogs: async () => '',
        getExperimentInputs: async () => ({
          experiment: 'http-baseline',
          commit: 'b'.repeat(40),
          inputs: [
            {
              name: 'vus',
              title: 'Virtual users',
              type: 'integer',
              default: '1',
              required: false,
            },
          ],
        }),
        createRun: async () => aRun({ id: 'http-baseline-again', number: 43 }),
      }),
    );
    expect(
      await screen.findByRole('row', { name: /Virtual users vus/ }),
    ).toHaveTextContent('10');
    expect(screen.getByRole('row', { name: /note/ })).toHaveTextContent(
      'empty',
    );

    await userEvent.click(screen.getByRole('button', { name: 'Run again' }));
    expect(
      await screen.findByRole('textbox', { name: /Virtual users/ }),
    ).toHaveValue('10');
    await userEvent.click(
      screen.getByRole('button', { name: 'Run http-baseline' }),
    );
    await waitFor(() =>
      expect(address()).toMatch(/^\/runs\/http-baseline-again/),
    );
    // An input that main no longer has is not sent along.
    expect(hub.createRun.mock.calls[0][0].parameters).toEqual({ vus: '10' });
  });
});
