import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, useState } from 'react';
import { SWRConfig } from 'swr';
import { checkCostCenter } from './checkCostCenter';
import { CostCenter } from './CostCenter';
import { FakeHubEvents } from '../__testUtils__/FakeHubEvents';
import { fakeHub } from '../__testUtils__/renderHub';
import { hubApiRef } from '../api/hubApi';
import { hubEventsApiRef } from '../api/hubEvents';
import { OwnerTeam } from './OwnerTeam';
import { RunnableExperiment } from './RunnableExperiment';

const group = (
  name: string,
  type: string,
  displayName: string,
  parent?: string,
) => ({
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type, profile: { displayName } },
  relations: parent
    ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
    : [],
});
const catalog = {
  getEntities: async () => ({
    items: [
      group('web', 'team', 'Web', 'cc-200'),
      group('data', 'team', 'Data', 'cc-200'),
      group('platform', 'team', 'Platform', 'cc-100'),
      group('orphans', 'team', 'Orphans'),
      group('cc-100', 'cost-center', 'CC-100 Lab'),
      group('cc-200', 'cost-center', 'CC-200 Product'),
    ],
  }),
};

const experiment = (name: string, title: string) => ({
  name,
  title,
  entityRef: `component:default/${name}`,
  description: null,
  owner: 'group:default/web',
});
const items = [experiment('ours', 'Our own'), experiment('theirs', 'Theirs')];

/** The field in a form that keeps its value beside an owner. */
function show(
  Field: ComponentType<FieldExtensionComponentProps<string>>,
  options: {
    own?: string[];
    forAll?: boolean;
    /** Names of the experiments that the person may run. */
    runs?: string[];
    value?: string;
  } = {},
) {
  const seen: { value?: string } = {};
  const Form = ({ owner }: { owner?: string }) => {
    const [value, setValue] = useState(options.value);
    seen.value = value;
    const props = {
      formData: value,
      onChange: setValue,
      schema: { title: 'The field' },
      uiSchema: {},
      idSchema: { $id: 'field' },
      rawErrors: [],
      formContext: { formData: { owner } },
    } as unknown as FieldExtensionComponentProps<string>;
    return <Field {...props} />;
  };
  const client = new QueryClient();
  const page = (owner?: string) => (
    <TestApiProvider
      apis={[
        [catalogApiRef, catalog as never],
        [
          identityApiRef,
          {
            getBackstageIdentity: async () => ({
              ownershipEntityRefs: options.own ?? ['group:default/web'],
            }),
          } as never,
        ],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: request =>
              options.forAll ||
              ('resourceRef' in request &&
                options.runs?.includes(String(request.resourceRef)))
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          }),
        ],
        [hubEventsApiRef, new FakeHubEvents()],
        [hubApiRef, fakeHub({ listExperiments: async () => ({ items }) })],
      ]}
    >
      {/* Permissions are cached for the whole tab else. */}
      <SWRConfig value={{ provider: () => new Map() }}>
        <QueryClientProvider client={client}>
          <Form owner={owner} />
        </QueryClientProvider>
      </SWRConfig>
    </TestApiProvider>
  );
  const { rerender } = render(page('group:default/web'));
  return { seen, choose: (owner: string) => rerender(page(owner)) };
}

const box = () => screen.findByRole('combobox', { name: /The field/ });

describe('OwnerTeam', () => {
  it('fills in the own team, and leaves out what one may not act for', async () => {
    const { seen } = show(OwnerTeam);
    await waitFor(async () => expect(await box()).toHaveValue('Web'));
    expect(seen.value).toBe('group:default/web');
    await userEvent.clear(await box());
    await userEvent.type(await box(), 'a');
    expect(screen.queryByRole('option', { name: 'Data' })).toBeNull();
  });

  it('offers all teams to who looks after the hub, searched by typing', async () => {
    show(OwnerTeam, { own: ['group:default/platform'], forAll: true });
    await waitFor(async () => expect(await box()).toHaveValue('Platform'));
    await userEvent.clear(await box());
    await userEvent.type(await box(), 'da');
    expect(await screen.findByRole('option', { name: 'Data' })).toBeVisible();
    expect(screen.queryByRole('option', { name: 'Web' })).toBeNull();
  });

  it('says what to do for who is in no team', async () => {
    show(OwnerTeam, { own: ['user:default/eve'] });
    expect(await screen.findByText(/You are in no team/)).toBeVisible();
  });
});

describe('RunnableExperiment', () => {
  it('offers what one may run, searched by typing', async () => {
    show(RunnableExperiment, {
      runs: ['ours'],
    });
    await userEvent.type(await box(), 's');
    expect(
      await screen.findByRole('option', { name: 'ours: Our own' }),
    ).toBeVisible();
    expect(screen.queryByRole('option', { name: /theirs/ })).toBeNull();
  });

  it('keeps what a link has set', async () => {
    show(RunnableExperiment, { value: 'component:default/theirs' });
    await waitFor(async () => expect(await box()).toHaveValue('theirs'));
  });
});

describe('CostCenter', () => {
  it('is the one that pays for the team, and follows the team', async () => {
    const { seen, choose } = show(CostCenter, {
      value: 'group:default/cc-100',
    });
    await waitFor(() => expect(seen.value).toBe('group:default/cc-200'));
    await waitFor(async () =>
      expect(await box()).toHaveValue('CC-200 Product'),
    );
    choose('group:default/platform');
    await waitFor(() => expect(seen.value).toBe('group:default/cc-100'));
    choose('group:default/orphans');
    expect(await screen.findByText(/Nobody pays for this team/)).toBeVisible();
  });

  it.each([
    ['group:default/web', 'group:default/cc-200', undefined],
    [
      'group:default/web',
      'group:default/cc-100',
      'CC-100 Lab does not pay for Web. Choose CC-200 Product.',
    ],
    [
      'group:default/orphans',
      'group:default/cc-100',
      'CC-100 Lab does not pay for Orphans. Give the team a cost center as its parent in the catalog first.',
    ],
  ])('keeps Next shut for %s and %s', async (owner, value, words) => {
    const addError = jest.fn();
    await checkCostCenter(
      value,
      { addError } as never,
      {
        apiHolder: { get: () => catalog },
        formData: { owner },
      } as never,
    );
    expect(addError.mock.calls.flat()).toEqual(words ? [words] : []);
  });
});
