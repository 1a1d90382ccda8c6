import { renderInTestApp } from '@backstage/frontend-test-utils';
import { type Issue } from '@illm-lab/plugin-hub-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { fakeClaimRequests, fakeHub } from '../__testUtils__/renderHub';
import { WizardForm } from '../wizard/WizardForm';
import { checkSpec } from './checkSpec';
import { ClaimGroup } from './ClaimGroup';
import { ClaimSpec } from './ClaimSpec';
import { YamlValue } from './YamlValue';

type Values = Record<string, unknown>;

const LOADING_MS = 30_000;
jest.setTimeout(2 * LOADING_MS);

const fields = [
  { name: 'ClaimSpec', component: ClaimSpec, validation: checkSpec },
  { name: 'ClaimGroup', component: ClaimGroup },
  { name: 'YamlValue', component: YamlValue },
];
/** What `formSchema` makes of a definition; see catalog-backend-module-hub. */
const spec = {
  type: 'object',
  required: ['tags'],
  properties: {
    tags: {
      title: 'Tags',
      type: 'object',
      additionalProperties: { type: 'string' },
    },
    port: { title: 'Port', type: ['integer', 'string'] },
    group: {
      title: 'Backup',
      type: 'object',
      required: ['name'],
      properties: {
        name: { title: 'Name', type: 'string' },
        mode: { title: 'Mode', type: 'string' },
      },
    },
  },
};
const ui = {
  'ui:field': 'ClaimSpec',
  'ui:options': { kind: 'WebApp' },
  tags: { 'ui:field': 'YamlValue' },
  port: { 'ui:field': 'YamlValue', 'ui:options': { line: true } },
  group: {
    'ui:field': 'ClaimGroup',
    'ui:options': { optional: true, start: { mode: 'auto' } },
  },
};

/** The page of a claim's wishes; tells what it holds and whether one could go on. */
async function show(issues: Issue[] = [], given: Values = {}) {
  const preview = jest.fn(async () => ({
    path: '',
    manifest: '',
    resources: [],
    issues,
  }));
  const said: { spec?: Values } = {};
  const onDone = jest.fn();
  const Page = () => {
    const [values, setValues] = useState<Values>({
      name: 'shop',
      owner: 'group:default/web',
      spec: given,
    });
    said.spec = values.spec as Values;
    const properties = { spec };
    return (
      <WizardForm
        step={
          {
            title: 'Wishes',
            schema: { type: 'object', properties },
            uiSchema: { spec: ui },
            mergedSchema: {
              type: 'object',
              properties: { spec: { ...spec, ...ui } },
            },
          } as never
        }
        fields={fields as never}
        values={values}
        onChange={changed => setValues(before => ({ ...before, ...changed }))}
        onDone={onDone}
      >
        {() => <button type="submit">Next</button>}
      </WizardForm>
    );
  };
  const api = fakeHub({ claimRequests: fakeClaimRequests({ preview }) });
  await renderInTestApp(<Page />, { apis: [[hubApiRef, api]] as never });
  // The form is loaded when it is first shown.
  await screen.findByLabelText(/Tags/, {}, { timeout: LOADING_MS });
  const next = () =>
    userEvent.click(screen.getByRole('button', { name: 'Next' }));
  return { said, onDone, next, preview };
}

const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the wishes of a claim (case 13-claim-map-fields)', () => {
  it('takes a map as YAML, and a number or a text for a port', async () => {
    const { said, onDone, next } = await show();
    type(/Tags/, 'a: x\nb: "1"');
    type(/Port/, '8080');
    expect(said.spec).toMatchObject({ tags: { a: 'x', b: '1' }, port: 8080 });
    type(/Port/, 'http');
    expect(said.spec).toMatchObject({ port: 'http' });
    // Nothing is missing in a group that nobody asked for.
    await next();
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(said.spec).not.toHaveProperty('group');
  });

  it('shows what is there when it is changed', async () => {
    await show([], { tags: { a: 'x' }, port: 80, group: { name: 'n' } });
    expect(screen.getByLabelText(/Tags/)).toHaveValue('a: x');
    expect(screen.getByLabelText(/Port/)).toHaveValue('80');
    expect(screen.getByLabelText(/^Name/)).toHaveValue('n');
  });

  it('says what is no YAML, and goes no further', async () => {
    const { onDone, next } = await show();
    type(/Tags/, 'a: [');
    expect(screen.getByText(/not valid YAML/)).toBeInTheDocument();
    await next();
    expect(screen.getByRole('alert')).toBeInTheDocument();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('wants what a group requires once it is switched on', async () => {
    const { said, onDone, next } = await show([], { tags: { a: 'x' } });
    await userEvent.click(screen.getByRole('switch', { name: 'Backup' }));
    expect(said.spec).toMatchObject({ group: { mode: 'auto' } });
    await next();
    expect(screen.getByRole('alert')).toHaveTextContent('Name has no value');
    expect(onDone).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('switch', { name: 'Backup' }));
    await next();
    await waitFor(() => expect(onDone).toHaveBeenCalled());
  });

  it('puts the API server’s answer at its field (case 16-claim-cel)', async () => {
    const { onDone, next, preview } = await show(
      [
        { path: 'spec.port', message: 'It is taken.', remedy: 'Use another.' },
        { path: 'cost-center', message: 'Later.', remedy: 'Later.' },
      ],
      { tags: { a: 'x' }, port: 80 },
    );
    await next();
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(/It is taken/),
    );
    expect(screen.getByRole('alert')).not.toHaveTextContent(/Later/);
    expect(preview).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'WebApp', team: 'web' }),
    );
    expect(onDone).not.toHaveBeenCalled();
  });
});
