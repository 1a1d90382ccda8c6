import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RunningForge } from './startForge';
import { api, commitFiles, Fixture, gitIn, TOKEN } from './testing/fixture';

describe("Backstage's own GitHub integration, unmodified", () => {
  const fixture = new Fixture();
  let forge: RunningForge;
  let checkout: string;
  let integrations: ScmIntegrations;
  let reader: UrlReaderService;

  beforeAll(async () => {
    forge = await fixture.start();
    checkout = await fixture.clone(forge);
    await commitFiles(
      checkout,
      {
        'experiments/one/catalog-info.yaml': 'kind: Component\n',
        'experiments/two/catalog-info.yaml': 'kind: Component # two\n',
        'experiments/two/README.md': '# Two\n',
      },
      'Start',
    );
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    const config = new ConfigReader({
      integrations: {
        github: [
          {
            host: new URL(forge.url).host,
            apiBaseUrl: `${forge.url}/api/v3`,
            token: TOKEN,
          },
        ],
      },
    });
    integrations = ScmIntegrations.fromConfig(config);
    reader = UrlReaders.default({ config, logger: mockServices.logger.mock() });
  });
  afterAll(() => fixture.cleanUp());

  describe('publish:github:pull-request', () => {
    async function publish(
      files: Record<string, string>,
      input: Record<string, unknown> = {},
    ) {
      const workspacePath = fixture.folder();
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(workspacePath, path)), { recursive: true });
        await writeFile(join(workspacePath, path), content);
      }
      const outputs: Record<string, unknown> = {};
      const action = createPublishGithubPullRequestAction({
        integrations,
        githubCredentialsProvider:
          DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      });
      const context = createMockActionContext({
        input: {
          repoUrl: `${new URL(forge.url).host}?owner=illm&repo=lab`,
          branchName: 'experiment/three',
          title: 'Add experiment three',
          description: 'Asked for by Ada',
          targetPath: 'experiments/three',
          gitAuthorName: 'Ada Lovelace',
          gitAuthorEmail: 'ada@example.org',
          update: true,
          createWhenEmpty: false,
          ...input,
        },
        workspacePath,
      });
      const output = (name: string, value: unknown) => {
        outputs[name] = value;
      };
      await action.handler({ ...context, output } as Parameters<
        typeof action.handler
      >[0]);
      return outputs;
    }

    const files = {
      'catalog-info.yaml': 'kind: Component # three\n',
      'workflow/experiment.yaml': 'kind: Workflow\n',
    };

    it('opens a pull request, updates it, and after the merge has nothing to do', async () => {
      const first = await publish(files);
      expect(first).toEqual({
        targetBranchName: 'main',
        remoteUrl: `${forge.url}/illm/lab/pull/1`,
        pullRequestNumber: 1,
      });
      const before = await api(forge, 'GET', '/pulls/1');
      expect(before.body.user.login).toBe('Ada-Lovelace');

      const second = await publish(
        { ...files, 'README.md': '# Three\n' },
        { title: 'Add experiment three, with words' },
      );
      expect(second.pullRequestNumber).toBe(1);
      const after = await api(forge, 'GET', '/pulls/1');
      expect(after.body.head.sha).not.toBe(before.body.head.sha);
      expect(after.body.title).toBe('Add experiment three, with words');
      expect((await api(forge, 'GET', '/pulls?state=all')).body).toHaveLength(
        1,
      );
      const changed = await api(forge, 'GET', '/pulls/1/files');
      expect(
        changed.body.map((file: { filename: string }) => file.filename),
      ).toEqual([
        'experiments/three/README.md',
        'experiments/three/catalog-info.yaml',
        'experiments/three/workflow/experiment.yaml',
      ]);

      const { sha } = after.body.head;
      expect(
        (await api(forge, 'GET', `/commits/${sha}/check-runs`)).body,
      ).toEqual({ total_count: 0, check_runs: [] });

      expect((await api(forge, 'PUT', '/pulls/1/merge')).status).toBe(200);
      const third = await publish({ ...files, 'README.md': '# Three\n' });
      expect(third).toEqual({});
      const fourth = await publish({ ...files, 'README.md': '# 3\n' });
      expect(fourth.pullRequestNumber).toBe(2);
    });

    it('removes files', async () => {
      const { pullRequestNumber } = await publish(
        {},
        {
          branchName: 'remove/one',
          targetPath: 'experiments/one',
          filesToDelete: ['catalog-info.yaml', 'not-there.yaml'],
        },
      );
      const changed = await api(
        forge,
        'GET',
        `/pulls/${pullRequestNumber}/files`,
      );
      expect(changed.body).toMatchObject([
        { filename: 'experiments/one/catalog-info.yaml', status: 'removed' },
      ]);
    });

    it('says that the pull request is there when it may not update it', async () => {
      await publish(files, {
        branchName: 'twice',
        targetPath: 'experiments/x',
      });
      await expect(
        publish(files, {
          branchName: 'twice',
          targetPath: 'experiments/y',
          update: false,
        }),
      ).rejects.toThrow(/Pull request already exists/);
    });
  });

  describe('URL reader', () => {
    const at = (path: string) => `${forge.url}/illm/lab/blob/main/${path}`;

    it('reads a file, and is told when it has not changed', async () => {
      const url = at('experiments/two/README.md');
      const answer = await reader.readUrl(url);
      expect((await answer.buffer()).toString()).toBe('# Two\n');
      expect(answer.etag).toBeTruthy();
      await expect(reader.readUrl(url, { etag: answer.etag })).rejects.toThrow(
        expect.objectContaining({ name: 'NotModifiedError' }),
      );
      await expect(reader.readUrl(at('nowhere.yaml'))).rejects.toThrow(
        expect.objectContaining({ name: 'NotFoundError' }),
      );
    });

    it('finds files by a pattern', async () => {
      const found = await reader.search(at('experiments/*/catalog-info.yaml'));
      const two = found.files.find(
        file => file.url === at('experiments/two/catalog-info.yaml'),
      );
      expect((await two?.content())?.toString()).toBe(
        'kind: Component # two\n',
      );
      await expect(
        reader.search(at('experiments/*/catalog-info.yaml'), {
          etag: found.etag,
        }),
      ).rejects.toThrow(expect.objectContaining({ name: 'NotModifiedError' }));
    });

    it('reads a folder', async () => {
      const tree = await reader.readTree(
        `${forge.url}/illm/lab/tree/main/experiments/two`,
      );
      const names = (await tree.files()).map(file => file.path);
      expect(names.sort()).toEqual(['README.md', 'catalog-info.yaml']);
    });
  });
});
