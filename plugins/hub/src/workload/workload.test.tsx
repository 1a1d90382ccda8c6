import { TestApiProvider, mockApis } from '@backstage/frontend-test-utils';
import { configApiRef } from '@backstage/frontend-plugin-api';
import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { Load } from '../load/Load';
import { readFolder } from '../load/readFolder';
import { fakeHub } from '../__testUtils__/renderHub';
import { Workload } from './Workload';

beforeAll(() => {
  // What browsers have and jsdom lacks.
  window.ResizeObserver = class {
    constructor(private readonly tell: ResizeObserverCallback) {}

    observe() {
      const contentRect = { width: 600, height: 140, top: 0, left: 0 };
      this.tell([{ contentRect } as ResizeObserverEntry], this);
    }

    unobserve() {}

    disconnect() {}
  };
  File.prototype.arrayBuffer = function arrayBuffer() {
    return new Promise(done => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result as ArrayBuffer);
      reader.readAsArrayBuffer(this);
    });
  };
});

const before = {
  name: 'my-shop',
  description: 'How fast it is',
  owner: 'group:default/web',
  project: 'shop',
  environment: 'dev',
  costCenter: 'group:default/cc-200',
  topology: 'hub',
};

/** The field on its page of the wizard, after the pages before it. */
function open(
  Field: ComponentType<FieldExtensionComponentProps<any>>,
  name: 'workload' | 'load',
  allowed: string[] = ['shop.example.org'],
) {
  const values: any[] = [];
  const hub = fakeHub({ getTargetHosts: async () => ({ allowed }) });
  const config = mockApis.config({
    data: {
      hub: {
        environment: 'local',
        costs: {
          currency: 'EUR',
          prices: { perCoreHour: 0.36, perGibHour: 0 },
        },
      },
    },
  });
  const Form = () => {
    const [value, setValue] = useState<unknown>();
    const props = {
      formData: value,
      onChange: (changed: unknown) => {
        values.push(changed);
        setValue(changed);
      },
      rawErrors: [],
      schema: {},
      uiSchema: {},
      idSchema: { $id: 'field' },
      formContext: { formData: { ...before, [name]: value } },
    } as unknown as FieldExtensionComponentProps<any>;
    return <Field {...props} />;
  };
  render(
    <TestApiProvider
      apis={[
        [hubApiRef, hub],
        [configApiRef, config],
      ]}
    >
      <Form />
    </TestApiProvider>,
  );
  return { last: () => values.at(-1), hub };
}

const field = (label: RegExp | string) => screen.getByLabelText(label);
const retype = async (label: RegExp | string, text: string) => {
  await userEvent.clear(field(label));
  await userEvent.type(field(label), text);
};
const file = (path: string) => screen.findByRole('button', { name: path });

describe('the page Workload', () => {
  it('begins with the lab’s own server, and shows the folder of it', async () => {
    const { last } = open(Workload, 'workload');
    expect(last()).toEqual({ kind: 'lab' });
    await userEvent.click(await file('target/argocd/deployment.yaml'));
    expect(
      await within(
        screen.getByRole('region', { name: /deployment\.yaml/ }),
      ).findByText(/lab-target/),
    ).toBeVisible();
  });

  it('takes an image, and says what of it can’t be', async () => {
    const { last } = open(Workload, 'workload');
    await userEvent.click(screen.getByRole('radio', { name: 'An image' }));
    // Nothing is wrong before somebody has typed.
    expect(screen.queryByText(/image is empty/)).toBeNull();
    await userEvent.type(field('Image'), 'acme/shop');
    expect(screen.getAllByText(/has no tag/)[0]).toBeVisible();
    expect(field('Image')).toBeInvalid();
    await userEvent.type(field('Image'), ':1.4.2');
    expect(field('Image')).toBeValid();
    await retype('Port', '3000');
    await userEvent.click(
      screen.getByRole('button', { name: 'Add a variable' }),
    );
    await userEvent.type(field('Name'), 'MODE');
    await userEvent.type(field('Value'), 'test');
    expect(last()).toMatchObject({
      kind: 'image',
      image: 'acme/shop:1.4.2',
      port: 3000,
      env: [{ name: 'MODE', value: 'test' }],
    });
    await userEvent.click(await file('target/argocd/service.yaml'));
    expect(await screen.findByText(/3000/)).toBeVisible();
  });

  it('takes a chart, and keeps what was typed when one comes back', async () => {
    const { last } = open(Workload, 'workload');
    const git = screen.getByRole('radio', { name: /Git folder or Helm/ });
    await userEvent.click(git);
    await userEvent.click(
      screen.getByRole('radio', { name: /chart of a Helm repository/ }),
    );
    await userEvent.type(field('Repository'), 'https://charts.example.org');
    await userEvent.type(field('Chart'), 'podinfo');
    await userEvent.type(field('Version'), '6.9.0');
    await userEvent.type(field('Service'), 'target-podinfo');
    await userEvent.click(screen.getByRole('radio', { name: 'An image' }));
    await userEvent.click(git);
    expect(last()).toEqual({
      kind: 'git',
      repository: 'https://charts.example.org',
      chart: 'podinfo',
      revision: '6.9.0',
      helm: false,
      service: 'target-podinfo',
      port: 80,
      scheme: 'http',
    });
    expect(await file('target/application.yaml')).toBeVisible();
  });

  it('warns before a URL, and refuses hosts that are not allowed', async () => {
    const { hub } = open(Workload, 'workload');
    expect(hub.getTargetHosts).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('radio', { name: /A URL/ }));
    expect(
      screen.getByText(/Load hits whoever is at this address/),
    ).toBeVisible();
    await userEvent.type(field('URL'), 'https://example.com');
    expect(
      await screen.findByText(/may not be put on example\.com.*shop\.example/),
    ).toBeVisible();
    await retype('URL', 'shop.example.org:80');
    expect(
      screen.getByText(
        '“shop.example.org:80” does not begin with http:// or https://. Write http://shop.example.org:80, if that is what you mean.',
      ),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Use http://shop.example.org:80' }),
    );
    expect(field('URL')).toHaveValue('http://shop.example.org:80');
    expect(field('URL')).toBeValid();
  });
});

describe('the page Load', () => {
  it('draws the load and says how long it takes and what it costs', async () => {
    const { last } = open(Load, 'load');
    // 14 s of a tenth of a core at €0.36 an hour.
    expect(
      screen.getByText('The load takes 14s; about €0.00014 a run.'),
    ).toBeVisible();
    expect(
      await screen.findByRole('img', {
        name: /Virtual users over time.*5 virtual users for 10s/,
      }),
    ).toBeVisible();
    await retype(/^Duration/, '50s');
    expect(screen.getByText(/The load takes 54s/)).toBeVisible();
    await retype('Virtual users', '7');
    expect(last().scenarios).toEqual([
      {
        name: 'load',
        executor: 'ramping-vus',
        peak: 7,
        duration: '50s',
        ramp: '2s',
      },
    ]);
  });

  it('says which of its numbers is none, and takes fractions as they are typed', async () => {
    const { last } = open(Load, 'load');
    await retype('Virtual users', 'many');
    expect(
      screen.getByText(
        '“many” is no number. Use digits, and a point before a fraction.',
      ),
    ).toBeVisible();
    expect(field('Virtual users')).toBeInvalid();
    expect(field('Virtual users')).toHaveValue('many');
    await retype('Virtual users', '7');
    expect(field('Virtual users')).toBeValid();
    await retype('Pause', '0.05');
    expect(field('Pause')).toHaveValue('0.05');
    expect(last()).toMatchObject({ pause: 0.05, scenarios: [{ peak: 7 }] });
  });

  it('keeps the last folder in sight while something is wrong', async () => {
    open(Load, 'load');
    await retype('Path', '/a b');
    expect(screen.getByText(/no URL has\. Write them as/)).toBeVisible();
    expect(screen.getByText(/As it was made before/)).toBeVisible();
    expect(await file('workflow/k6/load.js')).toBeVisible();
  });

  it('has several scenarios, each with its own inputs', async () => {
    const { last } = open(Load, 'load');
    await userEvent.click(
      screen.getByRole('button', { name: 'Add a scenario' }),
    );
    const second = within(screen.getByRole('group', { name: 'scenario 2' }));
    await userEvent.click(second.getByRole('button', { name: /Shape/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'Arrival rate, constant' }),
    );
    expect(second.getByLabelText('Requests per second')).toBeVisible();
    expect(last().scenarios[1]).toMatchObject({
      name: 'load-2',
      executor: 'constant-arrival-rate',
    });
    await userEvent.click(await file('workflow/experiment.yaml'));
    expect(await screen.findAllByText(/load-2-rate/)).not.toHaveLength(0);
  });

  it('takes a whole k6 folder', async () => {
    const { last } = open(Load, 'load');
    await userEvent.click(screen.getByRole('radio', { name: /own k6 folder/ }));
    const at = (path: string, content: BlobPart) =>
      Object.defineProperty(
        new File([content], path.split('/').pop()!),
        'webkitRelativePath',
        { value: `shop/${path}` },
      );
    await userEvent.upload(screen.getByLabelText('k6 folder'), [
      at('src/main.js', 'export default () => {};'),
      at('node_modules/x/index.js', 'export default 1;'),
      at('data/logo.png', new Uint8Array([0x89, 0xff])),
    ]);
    expect(await screen.findByText(/2 files, 1 KiB/)).toBeVisible();
    expect(last()).toMatchObject({
      script: 'src/main.js',
      files: [
        { path: 'data/logo.png', encoding: 'base64', content: 'if8=' },
        { path: 'src/main.js', encoding: 'utf8' },
      ],
    });
    expect(await file('workflow/k6/data/logo.png')).toBeVisible();
    expect(screen.getByText(/up to the script/)).toBeVisible();
  });

  it('reads text as it is, with its line ends', async () => {
    const text = '\ufeffa;b\r\nü\n';
    expect(await readFolder([new File([text], 'a.csv')])).toEqual([
      { path: 'a.csv', content: text, encoding: 'utf8' },
    ]);
  });
});
