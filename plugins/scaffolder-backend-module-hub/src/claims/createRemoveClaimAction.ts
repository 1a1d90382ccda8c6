import {
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  claimPaths,
  groupName,
  kindWords,
  repositoryPath,
} from '@illm-lab/plugin-hub-common';
import { parse } from 'yaml';
import { mainBranch } from '../mainBranch';
import { nameOf } from '../names';
import { PullReader } from '../pulls/Forge';
import { outputPlan, planPull, PULL_PLAN_OUTPUT } from '../pulls/planPull';
import { refusal } from '../refusal';

/** What the action needs. */
export type RemoveClaimOptions = {
  config: RootConfigService;
  urlReader: UrlReaderService;
  forge: PullReader;
};

/** What becomes of a claim's data, by its `spec.onDelete`. */
const DATA: Record<string, string> = {
  'keep-data':
    'Its data stay: what holds them is left in the cloud, unmanaged, and goes on costing until somebody deletes it there.',
  'delete-data': 'Its data are deleted with it, for good.',
};

/**
 * Action `hub:remove-claim`: says which file to delete so that a claim goes, and
 * what that means. Where data would be lost the claim's name has to be said once
 * more.
 */
export function createRemoveClaimAction(options: RemoveClaimOptions) {
  const { config, urlReader, forge } = options;
  const root = mainBranch(config);

  const read = async (path: string): Promise<string | undefined> => {
    try {
      const answer = await urlReader.readUrl(`${root}/${repositoryPath(path)}`);
      return (await answer.buffer()).toString('utf8');
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw new ServiceUnavailableError(
        `The claim can't be read from the repository: ${
          (error as Error).message
        }. Try again when the forge is ready.`,
      );
    }
  };

  return createTemplateAction({
    id: 'hub:remove-claim',
    description: 'Checks that a claim may be removed',
    supportsDryRun: true,
    schema: {
      input: {
        kind: z => z.string().describe('Kind of the claim, such as Database'),
        name: z => z.string().describe('Name of the claim'),
        owner: z => z.string().describe('Entity ref of the owner team'),
        confirmation: z =>
          z.string().optional().describe('Its name again, if data go with it'),
      },
      output: {
        slug: z => z.string().describe('Name of its file, without the ending'),
        ...PULL_PLAN_OUTPUT,
        files: z => z.array(z.string()).describe('Paths to delete'),
        description: z => z.string().describe('Text of the pull request'),
      },
    },
    async handler(ctx) {
      const { kind, name, owner, confirmation } = ctx.input;
      const team = groupName(owner);
      const path = claimPaths(team).claim(kind, name);
      const text = await read(path);
      if (text === undefined) {
        throw refusal([
          {
            path: 'name',
            message: `There is no ${kindWords(
              kind,
            )} ${name} of team ${team}: ${path} is not in the repository.`,
            remedy: 'The claim’s page knows its name.',
          },
        ]);
      }
      const onDelete = (parse(text) as { spec?: { onDelete?: string } }).spec
        ?.onDelete;
      if (onDelete === 'delete-data' && confirmation !== name) {
        throw refusal([
          {
            path: 'confirmation',
            message: `All data of ${name} would be deleted.`,
            remedy: `Type its name, ${name}, to say that this is meant.`,
          },
        ]);
      }
      const slug = path.replace(/^.*\/|\.yaml$/g, '');
      const plan = await planPull(`remove-claim/${team}/${slug}`, {
        forge,
        user: ctx.user?.entity,
      });
      if ('message' in plan) throw refusal([plan]);
      outputPlan(ctx, plan);
      ctx.output('slug', slug);
      ctx.output('files', [path]);
      ctx.output(
        'description',
        [
          `Removes the ${kindWords(kind)} ${name} of team ${team}.`,
          ...(onDelete
            ? ['', DATA[onDelete] ?? `onDelete is ${onDelete}.`]
            : []),
          '',
          `- Asked for by ${
            ctx.user?.ref
              ? nameOf(ctx.user.entity, ctx.user.ref)
              : 'an unknown person'
          }`,
          '',
        ].join('\n'),
      );
    },
  });
}
