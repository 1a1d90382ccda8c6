import { TestApiProvider } from '@backstage/frontend-test-utils';
import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  type ClaimPreview as Preview,
  type ClaimRequestsApi,
} from '@illm-lab/plugin-hub-common';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType } from 'react';
import { hubApiRef } from '../api/hubApi';
import { fakeClaimRequests, fakeHub } from '../__testUtils__/renderHub';
import { checkClaim } from './checkClaim';
import { ClaimPreview } from './ClaimPreview';

const preview: Preview = {
  path: 'claims/team-web/database-orders.yaml',
  manifest: 'kind: Database',
  issues: [],
  resources: [
    { apiVersion: 'v1', kind: 'Instance', name: 'orders', manifest: 'size: 1' },
  ],
  estimate: {
    currency: 'USD',
    monthly: 43.5,
    complete: true,
    source: 'a test',
    lines: [
      { kind: 'Instance', name: 'orders', what: 'Server', monthly: 43.5 },
      { kind: 'Instance', name: 'orders', what: 'Traffic', note: 'by use' },
    ],
  },
};
const issue = {
  path: 'spec',
  message: 'Storage can’t shrink.',
  remedy: 'Take more.',
};
const form = {
  name: 'orders',
  owner: 'group:default/web',
  project: 'shop',
  environment: 'dev',
  costCenter: 'group:default/cc-200',
  spec: { provider: 'aws' },
};

function show(answer: ClaimRequestsApi['preview'], formData: object = form) {
  const onChange = jest.fn();
  const api = fakeHub({
    claimRequests: fakeClaimRequests({ preview: jest.fn(answer) }),
  });
  const Field = ClaimPreview as ComponentType<
    FieldExtensionComponentProps<string>
  >;
  const props = {
    onChange,
    uiSchema: { 'ui:options': { kind: 'Database' } },
    idSchema: { $id: 'preview' },
    formContext: { formData },
  } as unknown as FieldExtensionComponentProps<string>;
  render(
    <TestApiProvider apis={[[hubApiRef, api]]}>
      <Field {...props} />
    </TestApiProvider>,
  );
  return { api, onChange };
}

describe('ClaimPreview', () => {
  it('says about what it costs and what it is made of, before it is asked for', async () => {
    const { api, onChange } = show(async () => preview);
    expect(await screen.findByText(/About \$43.50 a month/)).toBeVisible();
    expect(screen.getByRole('row', { name: /traffic by use/i })).toBeVisible();
    expect(screen.getByText(/made of 1 object/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Instance/ }));
    expect(screen.getByText('size: 1')).toBeVisible();
    expect(onChange).toHaveBeenCalledWith(preview.path);
    expect(api.claimRequests.preview).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: 'Database',
        team: 'web',
        labels: {
          project: 'shop',
          environment: 'dev',
          'cost-center': 'cc-200',
        },
      }),
      expect.anything(),
    );
  });

  it('has no price where nothing is at a cloud', async () => {
    const estimate = { ...preview.estimate!, monthly: 0, lines: [] };
    show(async () => ({ ...preview, estimate }));
    expect(await screen.findByText(/Nothing to pay at a cloud/)).toBeVisible();
    expect(screen.queryByText(/a month/)).toBeNull();
  });

  it('says what is wrong instead of a price', async () => {
    show(async () => ({ ...preview, issues: [issue], resources: [] }));
    expect(await screen.findByText(/can’t shrink. Take more/)).toBeVisible();
    expect(screen.queryByText(/a month/)).toBeNull();
  });

  it('says that the hub can’t be asked, and asks again', async () => {
    let fails = true;
    show(async () => {
      if (fails) throw new Error('It is starting');
      return preview;
    });
    expect(await screen.findByText(/It is starting/)).toBeVisible();
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: /again|retry/i }));
    expect(await screen.findByText(/a month/)).toBeVisible();
  });

  it('asks nothing while the form is not whole', () => {
    const { api } = show(async () => preview, { name: 'orders' });
    expect(screen.getByText(/not complete/)).toBeVisible();
    expect(api.claimRequests.preview).not.toHaveBeenCalled();
  });

  it('keeps Next shut while something is wrong', async () => {
    const addError = jest.fn();
    const api = fakeHub({
      claimRequests: fakeClaimRequests({
        preview: async () => ({ ...preview, issues: [issue] }),
      }),
    });
    await checkClaim(
      preview.path as never,
      { addError } as never,
      {
        apiHolder: { get: () => api },
        formData: form,
        uiSchema: { 'ui:options': { kind: 'Database' } },
      } as never,
    );
    expect(addError).toHaveBeenCalledWith('Storage can’t shrink. Take more.');
  });
});
