import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import {
  scaffolderApiRef,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useEffect } from 'react';
import { Wizard } from './Wizard';

const manifest = {
  title: 'New thing',
  steps: [
    {
      title: 'Basics',
      schema: {
        title: 'Basics',
        required: ['name'],
        properties: {
          name: {
            title: 'Name',
            type: 'string',
            description: 'Small letters only.',
            pattern: '^[a-z]+$',
          },
          token: { title: 'Token', type: 'string', 'ui:widget': 'password' },
        },
      },
    },
    {
      title: 'Costs',
      schema: {
        title: 'Costs',
        required: ['project'],
        properties: { project: { title: 'Project', type: 'string' } },
      },
    },
  ],
};

/** Fields that fill themselves in once they are told to, as the own team does. */
const fillIns = new Set<() => void>();
const FillsIn = ({ onChange, name }: { onChange: Function; name: string }) => {
  useEffect(() => {
    const fill = () => onChange(`own ${name}`);
    fillIns.add(fill);
    return () => void fillIns.delete(fill);
  });
  return null;
};
const taken = {
  name: 'Taken',
  component: () => null,
  validation: (_: unknown, field: { addError: (text: string) => void }) =>
    field.addError('“orders” is taken.'),
};
const filling = (title: string) => ({
  title,
  type: 'string',
  'ui:field': 'FillsIn',
});

const scaffold = jest.fn(async () => ({ taskId: 'task-1' }));

function open(path = '/form', shown: unknown = manifest) {
  const Wrapped = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>
      <SecretsContextProvider>{children}</SecretsContextProvider>
    </QueryClientProvider>
  );
  return renderInTestApp(
    <Wrapped>
      <Wizard
        templateRef="template:default/thing"
        manifest={shown as never}
        person="user:default/grace"
        fields={
          [{ name: 'FillsIn', component: FillsIn }, taken] as never
        }
      />
    </Wrapped>,
    {
      initialRouteEntries: [path],
      apis: [
        [scaffolderApiRef, { scaffold } as never],
        [catalogApiRef, {} as never],
        [
          entityPresentationApiRef,
          { forEntity: () => ({ snapshot: {} }) } as never,
        ],
      ],
    } as never,
  );
}

const field = (name: RegExp) => screen.findByLabelText(name);
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const kept = () => JSON.stringify({ ...localStorage });

beforeEach(() => {
  localStorage.clear();
  scaffold.mockClear();
});

describe('Wizard', () => {
  it('says a wrong value while it is typed, a missing one on Next', async () => {
    open();
    const name = await field(/^Name/);
    expect(screen.queryByText(/has no value/)).toBeNull();
    await userEvent.type(name, 'A b');
    expect(
      await screen.findByText(
        '“A b” can’t be used for Name. Small letters only.',
      ),
    ).toBeVisible();
    await userEvent.clear(name);
    await press('Next');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Name has no value.');
    await userEvent.click(within(alert).getByRole('button'));
    expect(await field(/^Name/)).toHaveFocus();
    expect(document.body).not.toHaveTextContent(/must (have|match)|\^\[/);
  });

  it('says at once all that is wrong, also what only the hub knows, in one style', async () => {
    const [basics] = manifest.steps;
    const { name } = basics.schema.properties;
    const given = encodeURIComponent('{"name":"orders"}');
    open(`/form?formData=${given}`, {
      title: 'New thing',
      steps: [
        {
          title: 'Basics',
          schema: {
            title: 'Basics',
            required: ['name', 'description'],
            properties: {
              name: { ...name, 'ui:field': 'Taken' },
              description: { title: 'Description', type: 'string' },
            },
          },
        },
      ],
    });
    await press('Review');
    const list = await screen.findByRole('alert');
    await waitFor(() =>
      expect(
        within(list)
          .getAllByRole('button')
          .map(one => one.textContent),
      ).toEqual([
        'Description has no value.',
        '“orders” is taken.',
      ]),
    );
    expect(list).toHaveTextContent('2 things are to be put right:');
    // Under the field as our own fields have it.
    const [, below] = screen.getAllByText('Description has no value.');
    expect(below.closest('[role="status"]')).not.toBeNull();
    expect(screen.getByText('(Required)')).toBeVisible();
  });

  it('keeps what is typed in the moment in which fields fill themselves in', async () => {
    const [basics] = manifest.steps;
    const { name } = basics.schema.properties;
    open('/form', {
      title: 'New thing',
      steps: [
        {
          title: 'Basics',
          schema: {
            title: 'Basics',
            properties: { name, team: filling('Team'), payer: filling('Payer') },
          },
        },
      ],
    });
    const box = await field(/^Name/);
    act(() => {
      for (const fill of fillIns) fill();
      fireEvent.change(box, { target: { value: 'orders' } });
    });
    expect(box).toHaveValue('orders');
    await press('Review');
    for (const value of ['orders', 'own team', 'own payer']) {
      expect(await screen.findByText(value)).toBeVisible();
    }
  });

  it('goes on with what was typed when the form is opened again', async () => {
    const { unmount } = open();
    await userEvent.type(await field(/^Name/), 'orders');
    await userEvent.type(await field(/^Token/), 'hunter2');
    unmount();
    expect(kept()).toContain('orders');
    expect(kept()).not.toContain('hunter2');

    open();
    expect(await field(/^Name/)).toHaveValue('orders');
    expect(await field(/^Token/)).toHaveValue('');
    expect(screen.getByText('You go on with your draft')).toBeVisible();
    await press('Start afresh');
    expect(await field(/^Name/)).toHaveValue('');
    expect(kept()).not.toContain('orders');
  });

  it('offers a draft to who comes by a link that fills in the form', async () => {
    open().unmount();
    const { unmount } = open();
    await userEvent.type(await field(/^Name/), 'orders');
    unmount();
    open(`/form?formData=${encodeURIComponent('{"name":"linked"}')}`);
    expect(await field(/^Name/)).toHaveValue('linked');
    await press('Continue your draft');
    expect(await field(/^Name/)).toHaveValue('orders');
  });

  it('takes over what another tab has typed', async () => {
    open();
    await field(/^Name/);
    const key = 'illm-lab/draft/user:default/grace/template:default/thing';
    localStorage.setItem(
      key,
      JSON.stringify({
        values: { name: 'elsewhere' },
        savedAt: new Date().toISOString(),
        began: '',
      }),
    );
    act(() => {
      window.dispatchEvent(new StorageEvent('storage', { key }));
    });
    await waitFor(async () =>
      expect(await field(/^Name/)).toHaveValue('elsewhere'),
    );
  });

  it('is not passed by an address, is reviewed, sent once and then forgotten', async () => {
    open('/form?step=3');
    await userEvent.type(await field(/^Name/), 'orders');
    await press('Next');
    await userEvent.type(await field(/^Project/), 'shop');
    await press('Review');
    expect(await screen.findByText('orders')).toBeVisible();
    await press('Create');
    await waitFor(() =>
      expect(scaffold).toHaveBeenCalledWith({
        templateRef: 'template:default/thing',
        values: { name: 'orders', project: 'shop' },
        secrets: {},
      }),
    );
    expect(kept()).not.toContain('orders');
  });

  it('keeps all of it when it could not be sent', async () => {
    scaffold.mockRejectedValueOnce(new Error('The portal is busy'));
    open(
      `/form?formData=${encodeURIComponent(
        '{"name":"a","project":"b"}',
      )}&step=3`,
    );
    await press('Create');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Nothing was created',
    );
    await press('Back');
    expect(await field(/^Project/)).toHaveValue('b');
  });

  it('warns who leaves with unsent input', async () => {
    open();
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const name = await field(/^Name/);
    expect(leave()).toBe(false);
    await userEvent.type(name, 'x');
    expect(leave()).toBe(true);
  });
});
