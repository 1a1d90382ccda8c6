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
import { address, fakeHub, renderHub } from '../__testUtils__/renderHub';

const PATH = `/runs/${failedRun.id}`;

const notFound = () => apiError(404, 'No such thing.');

describe('RunPage', () => {
  it('opens with how the run went, why, and the end of the log', async () => {
    renderHub(
      PATH,
      fakeHub({
        getRun: async () => failedRun,
        getLogs: async () =>
          'first\n\u001b[31mERRO thresholds crossed\u001b[0m\n',
      }),
    );

    expect(
      await screen.findByRole('heading', {
        name: `Failed ${failedRun.message}`,
      }),
    ).toBeVisible();
    const wrong = within(
      screen.getByRole('region', { name: 'What went wrong' }),
    );
    expect(wrong.getByText('load')).toBeVisible();
    expect(wrong.getByText(/exit status 99/)).toBeVisible();
    expect(await wrong.findByText(/ERRO thresholds crossed/)).toBeVisible();

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

  it('shows thresholds with their margin and metrics with their units', async () => {
    renderHub(
      `${PATH}/result`,
      fakeHub({
        getRun: async () => failedRun,
        getResult: async () => failedResult,
        getLogs: async () => '',
      }),
    );

    const crossed = (await screen.findByRole('row', { name: /p\(95\)<200 of/ }))
      .textContent;
    expect(crossed).toContain('Crossed');
    expect(crossed).toContain('231 ms');
    expect(crossed).toContain('15.7 % beyond');
    expect(screen.getByRole('row', { name: /rate<0.01 of/ })).toHaveTextContent(
      '0.21 %79 % to spare',
    );
    // Aggregations in an order that reads, the maximum last.
    expect(
      within(screen.getByRole('table', { name: 'Distributions' }))
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual(['Metricavgp(95)max', 'http_req_duration87.1 ms231 ms912 ms']);
    expect(
      screen.getByRole('row', { name: /data_received/ }),
    ).toHaveTextContent('123 MB4.12 MB/s');
    expect(
      screen.getByText('The machine itself was at its limit'),
    ).toBeVisible();
  });

  it('says that there is no result yet, and shows it when it comes', async () => {
    const { events } = renderHub(
      `${PATH}/result`,
      fakeHub({ getRun: async () => runningRun, getResult: notFound }),
    );
    expect(await screen.findByText('No result yet')).toBeVisible();

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
      await screen.findByRole('heading', { name: /^Failed k6 crossed/ }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
    expect(events.topics).not.toContain(logTopic(failedRun.id, 'node-load'));
  });

  it('fetches the run again when the stream comes back', async () => {
    const { events, hub } = renderHub(
      PATH,
      fakeHub({ getRun: async () => runningRun, getLogs: async () => '' }),
    );
    await screen.findByRole('heading', { name: /^Running Step load/ });
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
    const stop = await screen.findByTitle(
      'Only the team that owns of-another-team and the platform team may stop it.',
    );
    expect(within(stop).getByRole('button', { name: 'Stop' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Run again' })).toBeDisabled();
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
