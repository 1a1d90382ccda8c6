import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { PullReader } from '../pulls/Forge';
import { createRemoveExperimentAction } from './createRemoveExperimentAction';

const ROOT = 'http://forge/o/r/blob/main';

async function remove(
  options: { files?: string[]; openPull?: PullReader['openPull'] } = {},
) {
  const {
    files = [
      'experiments/shop/workflow/experiment.yaml',
      'experiments/shop/catalog-info.yaml',
    ],
  } = options;
  const output = jest.fn();
  const search = jest.fn(async () => ({
    etag: '',
    files: files.map(file => ({
      url: `${ROOT}/${file}`,
      content: async () => Buffer.from(''),
    })),
  }));
  await createRemoveExperimentAction({
    config: new ConfigReader({ hub: { repository: 'http://forge/o/r' } }),
    urlReader: mockServices.urlReader.mock({ search }),
    forge: {
      openPull: options.openPull ?? (async () => undefined),
      hasBranch: async () => false,
    },
  }).handler({
    ...createMockActionContext({
      user: { ref: 'user:default/grace' } as never,
    }),
    input: { experiment: 'component:default/shop' },
    output,
  } as never);
  expect(search).toHaveBeenCalledWith(`${ROOT}/experiments/shop/**`);
  return Object.fromEntries(output.mock.calls) as Record<string, unknown>;
}

describe('hub:remove-experiment', () => {
  it('names each file that goes, and what stays', async () => {
    const plan = await remove();
    expect(plan).toMatchObject({
      name: 'shop',
      branch: 'remove-experiment/shop',
      update: false,
      files: [
        'experiments/shop/catalog-info.yaml',
        'experiments/shop/workflow/experiment.yaml',
      ],
    });
    expect(plan.description).toMatch(/Its runs and results stay/);
  });

  it('says when there is no such experiment', async () => {
    await expect(remove({ files: [] })).rejects.toThrow(
      /experiment: There is no experiment shop/,
    );
  });

  it('does not replace another person’s pull request', async () => {
    const openPull = async () => ({
      number: 9,
      url: 'http://forge/o/r/pull/9',
      authors: [{ name: 'Ada', email: 'ada@example.org' }],
    });
    await expect(remove({ openPull })).rejects.toThrow(/#9 of Ada/);
  });
});
