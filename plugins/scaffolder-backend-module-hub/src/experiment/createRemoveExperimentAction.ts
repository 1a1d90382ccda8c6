import {
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { experimentPaths, repositoryPath } from '@illm-lab/plugin-hub-common';
import { mainBranch } from '../mainBranch';
import { nameOf } from '../names';
import { PullReader } from '../pulls/Forge';
import { outputPlan, planPull, PULL_PLAN_OUTPUT } from '../pulls/planPull';
import { refusal } from '../refusal';

/** What the action needs. */
export type RemoveExperimentOptions = {
  config: RootConfigService;
  urlReader: UrlReaderService;
  forge: PullReader;
};

/**
 * Action `hub:remove-experiment`: says which files to delete so that an experiment
 * goes, and what that means.
 *
 * @throws InputError when there is no such experiment, or somebody else already asks
 *   for its removal; ServiceUnavailableError when the repository can't be read
 */
export function createRemoveExperimentAction(options: RemoveExperimentOptions) {
  const { config, urlReader, forge } = options;
  const root = mainBranch(config);

  /** Paths of all files of a folder, none when there is no such folder. */
  const filesOf = async (folder: string): Promise<string[]> => {
    const { files } = await urlReader
      .search(`${root}/${repositoryPath(folder)}/**`)
      .catch(error => {
        throw new ServiceUnavailableError(
          `The experiment can't be read from the repository: ${stringifyError(
            error,
          )}. Try again when the forge is ready.`,
        );
      });
    return files
      .map(({ url }) => url.slice(url.indexOf(`/${folder}/`) + 1))
      .sort();
  };

  return createTemplateAction({
    id: 'hub:remove-experiment',
    description: 'Says what to delete so that an experiment goes',
    supportsDryRun: true,
    schema: {
      input: {
        experiment: z => z.string().describe('Entity ref of the experiment'),
      },
      output: {
        name: z => z.string().describe('Name of the experiment'),
        ...PULL_PLAN_OUTPUT,
        files: z => z.array(z.string()).describe('Paths to delete'),
        description: z => z.string().describe('Text of the pull request'),
      },
    },
    async handler(ctx) {
      const { name } = parseEntityRef(ctx.input.experiment, {
        defaultKind: 'component',
      });
      const { folder } = experimentPaths(name);
      const files = await filesOf(folder);
      if (files.length === 0) {
        throw refusal([
          {
            path: 'experiment',
            message: `There is no experiment ${name}: ${folder} is not in the repository.`,
            remedy: 'Choose one of the list; it may be gone already.',
          },
        ]);
      }
      const plan = await planPull(`remove-experiment/${name}`, {
        forge,
        user: ctx.user?.entity,
      });
      if ('message' in plan) throw refusal([{ ...plan, path: 'experiment' }]);
      outputPlan(ctx, plan);
      ctx.output('name', name);
      ctx.output('files', files);
      const asker = ctx.user?.ref
        ? nameOf(ctx.user.entity, ctx.user.ref)
        : 'an unknown person';
      ctx.output(
        'description',
        [
          `Removes the experiment ${name}: ${folder} with its ${files.length} files.`,
          '',
          'After the merge it can be run no more, and Argo CD removes its definitions.',
          'Its runs and results stay in the portal. Git keeps the folder: it comes back',
          'when this is reverted.',
          '',
          `- Asked for by ${asker}`,
          '',
        ].join('\n'),
      );
    },
  });
}
