import { TestApiProvider } from '@backstage/frontend-test-utils';
import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { type HubApi, type ThresholdInput } from '@illm-lab/plugin-hub-common';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { fakeHub } from '../__testUtils__/renderHub';
import { checkName } from './checkName';
import { ExperimentName } from './ExperimentName';
import { Thresholds } from './Thresholds';

const hub = () =>
  fakeHub({
    getExperimentAvailability: async ({ name }) =>
      name === 'taken'
        ? { name, available: false, reason: '“taken” is on main already.' }
        : { name, available: true },
  });

/** The field in a form that only keeps its value. */
function renderField<T>(
  Field: ComponentType<FieldExtensionComponentProps<T>>,
  api: HubApi,
  initial?: T,
) {
  const values: Array<T | undefined> = [];
  const Form = () => {
    const [value, setValue] = useState(initial);
    const props = {
      formData: value,
      onChange: (changed: T | undefined) => {
        values.push(changed);
        setValue(changed);
      },
      required: true,
      rawErrors: [],
      schema: { title: 'The field' },
      uiSchema: {},
      idSchema: { $id: 'field' },
    } as unknown as FieldExtensionComponentProps<T>;
    return <Field {...props} />;
  };
  render(
    <TestApiProvider apis={[[hubApiRef, api]]}>
      <Form />
    </TestApiProvider>,
  );
  return values;
}

describe('ExperimentName', () => {
  it('says while one types whether the name can be used', async () => {
    const api = hub();
    const values = renderField(ExperimentName, api);
    const field = screen.getByRole('textbox', { name: /The field/ });

    await userEvent.type(field, 'Not a name');
    expect(
      screen.getByText(/Use small letters, digits and hyphens/),
    ).toBeVisible();
    expect(api.getExperimentAvailability).not.toHaveBeenCalled();

    await userEvent.clear(field);
    await userEvent.type(field, 'taken');
    expect(
      await screen.findByText(
        '“taken” is on main already. Choose another name.',
      ),
    ).toBeVisible();
    expect(field).toBeInvalid();
    // The pauses in typing are what is asked about, not each letter.
    expect(api.getExperimentAvailability.mock.calls.length).toBeLessThan(5);

    await userEvent.type(field, '-not');
    expect(await screen.findByText(/“taken-not” is free/)).toBeVisible();
    expect(field).toBeValid();
    expect(values.at(-1)).toBe('taken-not');
  });

  it('admits that it could not ask', async () => {
    renderField<string>(
      ExperimentName,
      fakeHub({
        getExperimentAvailability: async () => {
          throw new Error('no connection');
        },
      }),
      'some-name',
    );
    expect(
      await screen.findByText(/can’t be told now: no connection/),
    ).toBeVisible();
  });

  it('keeps Next shut for what it says is wrong', async () => {
    expect(await checkName(hub(), 'taken')).toMatchObject({
      message: '“taken” is on main already.',
    });
    expect(await checkName(hub(), 'Ünfit')).toMatchObject({ path: 'name' });
    expect(await checkName(hub(), 'free-name')).toBeUndefined();
  });
});

describe('Thresholds', () => {
  it('adds, changes, checks and removes rows', async () => {
    const values = renderField<ThresholdInput[]>(Thresholds, hub(), [
      { metric: 'http_req_failed', expression: 'rate<0.01' },
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Add a threshold' }),
    );
    const second = screen.getAllByRole('textbox', { name: 'Expression' })[1];
    await userEvent.clear(second);
    await userEvent.type(second, 'p(95)<fast');
    expect(screen.getByText(/“fast” is no number/)).toBeVisible();
    expect(second).toBeInvalid();

    await userEvent.clear(second);
    await userEvent.type(second, 'avg<100');
    expect(screen.queryByText(/no number/)).toBeNull();
    expect(values.at(-1)).toEqual([
      { metric: 'http_req_failed', expression: 'rate<0.01' },
      { metric: 'http_req_duration', expression: 'avg<100' },
    ]);

    // What a metric can't be asked for is said as well.
    await userEvent.click(screen.getAllByRole('button', { name: /Metric/ })[1]);
    await userEvent.click(screen.getByRole('option', { name: /^Requests/ }));
    expect(second).toBeInvalid();

    await userEvent.click(
      screen.getByRole('button', { name: 'Remove threshold 1' }),
    );
    expect(values.at(-1)).toEqual([
      { metric: 'http_reqs', expression: 'avg<100' },
    ]);
  });
});
