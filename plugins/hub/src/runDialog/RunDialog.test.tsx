import { type ExperimentInputs } from '@illm-lab/plugin-hub-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { apiError } from '../__testUtils__/apiError';
import { aRun } from '../__testUtils__/fixtures';
import { address, fakeHub, renderHub } from '../__testUtils__/renderHub';

const experiment = {
  name: 'http-baseline',
  entityRef: 'component:default/http-baseline',
  title: 'http-baseline',
  description: null,
  owner: 'group:default/web',
};

const inputs: ExperimentInputs = {
  experiment: 'http-baseline',
  commit: 'c'.repeat(40),
  inputs: [
    {
      name: 'profile',
      type: 'string',
      enum: ['smoke', 'load'],
      default: 'load',
      required: false,
    },
    {
      name: 'vus',
      title: 'Virtual users',
      description: 'At the top of the load',
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      default: '10',
      required: false,
    },
    { name: 'token', type: 'string', required: true },
  ],
};

const hubWith = (answers: Parameters<typeof fakeHub>[0]) =>
  fakeHub({
    listExperiments: async () => ({ items: [experiment] }),
    getExperimentInputs: async () => inputs,
    getRun: async () => aRun({ id: 'http-baseline-new01', stages: [] }),
    ...answers,
  });

async function open() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Run http-baseline' }),
  );
  return within(await screen.findByRole('dialog'));
}

const submit = () =>
  userEvent.click(
    within(screen.getByRole('dialog')).getByRole('button', {
      name: 'Run http-baseline',
    }),
  );

describe('RunDialog', () => {
  it('asks for the workflow’s inputs and goes to the new run', async () => {
    const { hub } = renderHub(
      '/experiments',
      hubWith({ createRun: async () => aRun({ id: 'http-baseline-new01' }) }),
    );
    const dialog = await open();
    expect(
      await dialog.findByRole('textbox', { name: /Virtual users/ }),
    ).toHaveValue('10');
    expect(
      dialog.getByText(
        'At the top of the load. A whole number from 1 to 1000.',
      ),
    ).toBeVisible();

    await submit();
    expect(await dialog.findByText(/token has no value/)).toBeVisible();
    expect(hub.createRun).not.toHaveBeenCalled();

    await userEvent.click(dialog.getByRole('button', { name: /profile/ }));
    await userEvent.click(screen.getByRole('option', { name: 'smoke' }));
    await userEvent.type(dialog.getByRole('textbox', { name: /token/ }), 's3');
    expect(dialog.queryByText(/token has no value/)).toBeNull();
    await submit();

    await waitFor(() =>
      expect(address()).toMatch(/^\/runs\/http-baseline-new01/),
    );
    expect(hub.createRun).toHaveBeenCalledWith({
      experiment: 'http-baseline',
      parameters: { profile: 'smoke', vus: '10', token: 's3' },
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('shows the API’s objection at its field and repeats with the same key', async () => {
    const createRun = jest
      .fn()
      .mockImplementationOnce(() =>
        apiError(400, 'Bad parameters.', [
          {
            path: 'parameters.token',
            message: 'The token has expired.',
            remedy: 'Take a new one.',
          },
        ]),
      )
      .mockRejectedValueOnce(new Error('The connection was lost'))
      .mockResolvedValue(aRun({ id: 'http-baseline-new01' }));
    renderHub('/experiments', hubWith({ createRun }));
    const dialog = await open();
    await userEvent.type(
      await dialog.findByRole('textbox', { name: /token/ }),
      'old',
    );

    await submit();
    expect(
      await dialog.findByText('The token has expired. Take a new one.'),
    ).toBeVisible();
    expect(dialog.queryByRole('alert')).toBeNull();

    await submit();
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The connection was lost',
    );
    await submit();
    await waitFor(() => expect(createRun).toHaveBeenCalledTimes(3));
    const keys = createRun.mock.calls.map(
      ([{ idempotencyKey }]) => idempotencyKey,
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('refuses what is wrong as it is typed', async () => {
    const { hub } = renderHub('/experiments', hubWith({}));
    const dialog = await open();
    const vus = await dialog.findByRole('textbox', { name: /Virtual users/ });
    await userEvent.clear(vus);
    await userEvent.type(vus, '-3');
    expect(
      dialog.getByText(
        '-3 is too little for Virtual users. Give a whole number from 1 to 1000.',
      ),
    ).toBeVisible();
    expect(vus).toBeInvalid();
    await userEvent.type(dialog.getByRole('textbox', { name: /token/ }), 'x');
    await submit();
    expect(hub.createRun).not.toHaveBeenCalled();
  });

  it('refuses a host that no load may be put on, as it is typed', async () => {
    renderHub(
      '/experiments',
      hubWith({
        getTargetHosts: async () => ({ allowed: ['localhost'] }),
        getExperimentInputs: async () => ({
          ...inputs,
          inputs: [
            {
              name: 'target-url',
              title: 'URL',
              type: 'string',
              default: 'http://localhost:8080',
              required: false,
            },
          ],
        }),
      }),
    );
    const dialog = await open();
    const url = await dialog.findByRole('textbox', { name: /URL/ });
    await userEvent.clear(url);
    await userEvent.type(url, 'https://example.com');
    expect(await dialog.findByText(/example\.com.*target-hosts/)).toBeVisible();
  });

  it('has an editor for each type', async () => {
    const createRun = jest.fn(async () => aRun({ id: 'http-baseline-new01' }));
    renderHub(
      '/experiments',
      hubWith({
        createRun,
        getExperimentInputs: async () => ({
          ...inputs,
          inputs: [
            {
              name: 'warm',
              type: 'boolean',
              default: 'false',
              required: false,
            },
            { name: 'body', type: 'json', default: '{}', required: false },
            {
              name: 'limits',
              title: 'Thresholds',
              type: 'json',
              format: 'k6-thresholds',
              default: '{"http_reqs":["count>1"]}',
              required: false,
            },
            // Guessed from its default: it hints, and takes anything.
            {
              name: 'users',
              type: 'integer',
              inferred: true,
              default: '5',
              required: false,
            },
          ],
        }),
      }),
    );
    const dialog = await open();
    await userEvent.click(await dialog.findByRole('switch', { name: 'warm' }));
    expect(dialog.getByRole('textbox', { name: /body/ }).tagName).toBe(
      'TEXTAREA',
    );
    const group = within(dialog.getByRole('group', { name: 'Thresholds' }));
    const limit = group.getByRole('textbox', { name: 'Expression' });
    await userEvent.clear(limit);
    await userEvent.type(limit, 'count>9');
    const users = dialog.getByRole('textbox', { name: /users/ });
    await userEvent.clear(users);
    await userEvent.type(users, 'many');
    expect(dialog.getByRole('note')).toHaveTextContent(
      '“many” is no whole number. The default is 5',
    );
    await submit();
    await waitFor(() =>
      expect(createRun).toHaveBeenCalledWith(
        expect.objectContaining({
          parameters: {
            warm: 'true',
            body: '{}',
            limits: '{"http_reqs":["count>9"]}',
            users: 'many',
          },
        }),
      ),
    );
  });

  it('takes a new key at each opening', async () => {
    const createRun = jest.fn(async () => {
      throw new Error('no');
    });
    renderHub(
      '/experiments',
      hubWith({
        createRun,
        getExperimentInputs: async () => ({ ...inputs, inputs: [] }),
      }),
    );
    for (let opening = 0; opening < 2; opening += 1) {
      const dialog = await open();
      await dialog.findByText('This experiment takes no inputs.');
      await submit();
      await dialog.findByRole('alert');
      await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
    const keys = createRun.mock.calls.map(
      ([request]: Array<{ idempotencyKey?: string }>) => request.idempotencyKey,
    );
    expect(new Set(keys).size).toBe(2);
  });

  it('says what is broken in the workflow on main, and where', async () => {
    renderHub(
      '/experiments',
      hubWith({
        getExperimentInputs: () =>
          apiError(409, 'Broken.', [
            {
              path: 'spec.templates[0].container.command',
              line: 14,
              message: 'The container has no command.',
              remedy: 'Name it.',
            },
          ]),
      }),
    );
    const dialog = await open();
    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent(
      'experiments/http-baseline/workflow/experiment.yaml',
    );
    expect(alert).toHaveTextContent(
      'spec.templates[0].container.command (line 14) The container has no command. Name it.',
    );
    expect(
      dialog.queryByRole('button', { name: 'Run http-baseline' }),
    ).toBeNull();
  });

  it('stays off for those who may not run the experiment', async () => {
    // Of a name of its own: permissions are cached for the whole browser tab.
    const other = { ...experiment, name: 'of-another-team' };
    renderHub(
      '/experiments',
      hubWith({ listExperiments: async () => ({ items: [other] }) }),
      { mayAct: false },
    );
    const button = await screen.findByRole('button', {
      name: 'Run of-another-team',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /^Only the team that owns of-another-team/,
      ),
    );
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('offers what its reader may run, and says so when that is nothing', async () => {
    const other = { ...experiment, name: 'not-yours', title: 'Not yours' };
    const listRuns = async () => ({ items: [], total: 0 });
    const choose = async () => {
      await userEvent.click(
        (
          await screen.findAllByRole('button', { name: 'Run…' })
        )[0],
      );
      return within(await screen.findByRole('dialog'));
    };
    renderHub(
      '/runs',
      hubWith({
        listRuns,
        listExperiments: async () => ({ items: [experiment, other] }),
      }),
      { mayAct: ref => ref === experiment.name },
    );
    const dialog = await choose();
    await userEvent.click(
      await dialog.findByRole('button', { name: /Experiment/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(one => one.textContent),
    ).toEqual(['http-baseline']);
    expect(
      screen.getByRole('searchbox', { name: /search/i }),
    ).toBeInTheDocument();
  });
});
