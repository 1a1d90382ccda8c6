import fs from 'node:fs/promises';
import path from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { ClaimPreview } from '@illm-lab/plugin-hub-common';
import { createRemoveClaimAction } from './createRemoveClaimAction';
import { createRenderClaimAction } from './createRenderClaimAction';

const group = (
  name: string,
  type: string,
  displayName: string,
  parent?: string,
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type, children: [], profile: { displayName } },
  relations: parent
    ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
    : [],
});
const catalog = catalogServiceMock({
  entities: [
    group('web', 'team', 'The Web', 'cc-200'),
    group('cc-200', 'cost-center', 'CC-200 Product'),
    group('cc-100', 'cost-center', 'CC-100 Lab'),
  ],
});
const preview: ClaimPreview = {
  path: 'claims/team-web/database-orders.yaml',
  manifest: 'kind: Database\n',
  issues: [],
  resources: [
    {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1',
      kind: 'Instance',
      name: 'orders-instance',
      manifest: 'kind: Instance\n',
    },
  ],
  estimate: {
    currency: 'USD',
    monthly: 43.5,
    complete: true,
    source: 'a test',
    lines: [
      {
        kind: 'Instance',
        name: 'orders-instance',
        what: 'Server',
        monthly: 43.5,
      },
      {
        kind: 'Instance',
        name: 'orders-instance',
        what: 'Traffic',
        note: 'by use',
      },
    ],
  },
};
const wanted = {
  kind: 'Database',
  name: 'orders',
  owner: 'group:default/web',
  experiment: 'component:default/http-baseline',
  spec: { provider: 'aws' },
  project: 'shop',
  environment: 'dev',
  costCenter: 'group:default/cc-200',
};

/** Whose pull request is open, if any. */
let opener: { name: string; email: string } | undefined;
const branches: string[] = [];
const forge = {
  openPull: async (branch: string) => {
    branches.push(branch);
    return (
      opener && { number: 9, url: 'http://forge/o/r/pull/9', authors: [opener] }
    );
  },
  hasBranch: async () => opener !== undefined,
};
beforeEach(() => {
  opener = undefined;
  branches.length = 0;
});

const workspace = createMockDirectory();
beforeEach(() => workspace.clear());
const context = () => ({
  ...createMockActionContext({ workspacePath: workspace.path }),
  user: { ref: 'user:default/grace' },
});
const outputs = (output: jest.Mock<void, [string, unknown]>) =>
  Object.fromEntries(output.mock.calls);

describe('hub:render-claim', () => {
  const asked = jest.fn();
  const answer = jest.fn((): ClaimPreview => preview);
  const realFetch = global.fetch;
  beforeEach(() => {
    asked.mockReset();
    answer.mockReset().mockReturnValue(preview);
    global.fetch = jest.fn(async (url, init) => {
      asked(String(url), JSON.parse(String(init?.body)), init?.headers);
      return new Response(JSON.stringify(answer()));
    }) as typeof fetch;
  });
  afterEach(() => {
    global.fetch = realFetch;
  });

  const render = async (change: object = {}) => {
    const output = jest.fn<void, [string, unknown]>();
    await createRenderClaimAction({
      auth: mockServices.auth(),
      catalog,
      forge,
      discovery: mockServices.discovery(),
    }).handler({ ...context(), input: { ...wanted, ...change }, output });
    return outputs(output);
  };

  it('does not replace another person’s pull request', async () => {
    opener = { name: 'Ada', email: 'ada@example.org' };
    await expect(render()).rejects.toThrow(/#9 of Ada .*http:\/\/forge/);
    expect(branches).toEqual(['claim/web/database-orders']);
    expect(await fs.readdir(workspace.path)).toEqual([]);
    opener = { name: 'portal', email: 'portal@illm-lab.example' };
    expect(await render()).toMatchObject({ update: true });
  });

  it('writes what the hub’s preview says, asked in the person’s name', async () => {
    const { team, files, description } = await render();
    expect({ team, files }).toEqual({ team: 'web', files: [preview.path] });
    expect(
      await fs.readFile(path.join(workspace.path, preview.path), 'utf8'),
    ).toBe(preview.manifest);
    const [url, body, headers] = asked.mock.calls[0];
    expect(url).toMatch(/\/api\/hub\/claim-previews$/);
    expect(body).toEqual({
      kind: 'Database',
      name: 'orders',
      team: 'web',
      experiment: 'http-baseline',
      requestedBy: 'user:default/grace',
      labels: { project: 'shop', environment: 'dev', 'cost-center': 'cc-200' },
      spec: { provider: 'aws' },
    });
    expect(headers.Authorization).toMatch(/^Bearer /);
    expect(description).toMatch(/Asks for the database orders/);
    expect(description).toMatch(/Owner: The Web, paid by CC-200 Product/);
    expect(description).not.toMatch(/group:|user:|component:/);
    expect(description).toMatch(/About 43.50 USD a month/);
    expect(description).toMatch(/Instance, traffic: by use/);
    expect(description).toMatch(/### Instance orders-instance/);
  });

  it('has no price where nothing is at a cloud', async () => {
    const estimate = { ...preview.estimate!, monthly: 0, lines: [] };
    answer.mockReturnValue({ ...preview, estimate });
    const { description } = await render();
    expect(description).toMatch(/Nothing to pay at a cloud/);
    expect(description).not.toMatch(/a month/);
  });

  it('brings a team’s first namespace', async () => {
    const namespace = { path: 'claims/team-web/namespace.yaml', manifest: 'n' };
    answer.mockReturnValue({ ...preview, namespace });
    expect((await render()).files).toEqual([namespace.path, preview.path]);
  });

  it('refuses what is wrong, all of it at once, and writes nothing', async () => {
    const issue = { path: 'spec.size', message: 'Too big.', remedy: 'Less.' };
    answer.mockReturnValue({ ...preview, issues: [issue] });
    const wrong = render({ costCenter: 'group:default/cc-100' });
    await expect(wrong).rejects.toThrow(/costCenter: [^]*spec.size: Too big/);
    // The task's log shows the stack: words, and nothing of the program.
    const { stack } = await wrong.catch(error => error);
    expect(stack).toMatch(/^costCenter: .*\nspec.size: Too big. Less.$/);
    expect(await fs.readdir(workspace.path)).toEqual([]);
  });
});

describe('hub:remove-claim', () => {
  const remove = async (
    text: string | undefined,
    input: { confirmation?: string } = {},
  ) => {
    const output = jest.fn<void, [string, unknown]>();
    const readUrl = jest.fn(async () => {
      if (text === undefined) throw new NotFoundError('none');
      return { buffer: async () => Buffer.from(text) };
    });
    await createRemoveClaimAction({
      config: new ConfigReader({ hub: { repository: 'http://forge/o/r' } }),
      urlReader: mockServices.urlReader.mock({ readUrl }),
      forge,
    }).handler({
      ...context(),
      input: {
        kind: 'Database',
        name: 'orders',
        owner: 'group:default/web',
        ...input,
      },
      output,
    });
    return outputs(output);
  };

  it('does not replace another person’s pull request', async () => {
    opener = { name: 'Ada', email: 'ada@example.org' };
    await expect(remove('spec: {}')).rejects.toThrow(/#9 of Ada/);
  });

  it('names the file that goes, and what becomes of the data', async () => {
    const kept = await remove('spec: { onDelete: keep-data }');
    expect(kept).toMatchObject({
      branch: 'remove-claim/web/database-orders',
      update: false,
      slug: 'database-orders',
      files: [preview.path],
    });
    expect(kept.description).toMatch(/Its data stay/);
    expect((await remove('spec: {}')).description).not.toMatch(
      /data (stay|are)/,
    );
  });

  it('wants the name again where data would be lost', async () => {
    const text = 'spec: { onDelete: delete-data }';
    for (const confirmation of [undefined, '', 'order']) {
      await expect(remove(text, { confirmation })).rejects.toThrow(
        /confirmation: All data of orders/,
      );
    }
    const gone = await remove(text, { confirmation: 'orders' });
    expect(gone.description).toMatch(/deleted with it, for good/);
  });

  it('says when there is no such claim', async () => {
    await expect(remove(undefined)).rejects.toThrow(
      /name: There is no database orders of team web/,
    );
  });
});
