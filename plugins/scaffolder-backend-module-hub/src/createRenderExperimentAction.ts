import fs from 'node:fs/promises';
import path from 'node:path';
import {
  BackstageCredentials,
  resolveSafeChildPath,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  checkExperimentInput,
  ExperimentInput,
  ExperimentRequest,
  loadWords,
  renderExperiment,
  workloadWords,
} from '@illm-lab/plugin-hub-common';
import { checkNameIsFree } from './experiment/checkNameIsFree';
import { checkOwnership, FindEntity } from './experiment/checkOwnership';
import { readTargetHosts } from './experiment/readTargetHosts';
import { mainBranch } from './mainBranch';
import { findName } from './names';
import { PullReader } from './pulls/Forge';
import {
  outputPlan,
  planPull,
  PullPlan,
  PULL_PLAN_OUTPUT,
} from './pulls/planPull';
import { refusal } from './refusal';

/** What the action needs. */
export type RenderExperimentOptions = {
  catalog: CatalogService;
  config: RootConfigService;
  urlReader: UrlReaderService;
  forge: PullReader;
};

/**
 * Action `hub:render-experiment`: writes the folder of a new experiment into
 * the workspace, ready for a pull request.
 *
 * Wrong input, an unknown team or cost center, a host that load may not be put on
 * a taken name and another person's open pull request of that name end it with an
 * InputError that names each field and its remedy, before anything is written.
 */
export function createRenderExperimentAction(options: RenderExperimentOptions) {
  const { catalog, config, urlReader, forge } = options;
  const root = mainBranch(config);

  const check = async (
    request: ExperimentRequest,
    credentials: BackstageCredentials,
    user: Entity | undefined,
  ): Promise<{ input: ExperimentInput; plan: PullPlan }> => {
    const isElsewhere = (request.workload as { kind?: unknown }).kind === 'url';
    const checked = checkExperimentInput(
      request,
      isElsewhere ? await readTargetHosts(root, urlReader) : undefined,
    );
    const issues = 'issues' in checked ? checked.issues : [];
    const findEntity: FindEntity = ref =>
      catalog.getEntityByRef(ref, { credentials });
    issues.push(...(await checkOwnership(request, findEntity)));
    let plan: PullPlan | undefined;
    if (!issues.some(issue => issue.path === 'name')) {
      const planned = await planPull(`experiment/${request.name}`, {
        forge,
        user,
      });
      if ('message' in planned) issues.push(planned);
      else plan = planned;
      issues.push(
        ...(await checkNameIsFree(request.name, {
          root,
          urlReader,
          findEntity,
        })),
      );
    }
    if (issues.length > 0 || 'issues' in checked || !plan) {
      throw refusal(issues);
    }
    return { input: checked.input, plan };
  };

  return createTemplateAction({
    id: 'hub:render-experiment',
    description: 'Writes the folder of a new experiment into the workspace',
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Name of the experiment'),
        description: z => z.string().describe('What it measures'),
        owner: z => z.string().describe('Entity ref of the owner team'),
        project: z => z.string().describe('Cost label: project'),
        environment: z => z.string().describe('Cost label: environment'),
        costCenter: z => z.string().describe('Entity ref of the cost center'),
        topology: z =>
          z.enum(['hub', 'clusters']).describe('Where its runs take place'),
        workload: z =>
          z
            .record(z.string(), z.any())
            .describe(
              'What is tested: {kind: lab}, or image, git, url with their fields',
            ),
        load: z =>
          z
            .record(z.string(), z.any())
            .describe(
              'The load: {kind: request, method, path, scenarios, …} or {kind: folder, files, script}',
            ),
        thresholds: z =>
          z
            .array(z.object({ metric: z.string(), expression: z.string() }))
            .describe('What must hold for a run to pass'),
      },
      output: {
        entityRef: z => z.string().describe('The experiment in the catalog'),
        files: z => z.array(z.string()).describe('Paths that were written'),
        ownerName: z => z.string().describe('What people call the owner team'),
        costCenterName: z =>
          z.string().describe('What people call the cost center'),
        tested: z => z.string().describe('What is tested, in Markdown'),
        load: z => z.string().describe('The load, in Markdown on one line'),
        ...PULL_PLAN_OUTPUT,
      },
    },
    async handler(ctx) {
      const { workspacePath, logger } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const { input, plan } = await check(
        ctx.input,
        credentials,
        ctx.user?.entity,
      );
      const files = renderExperiment(
        input,
        // A hub of Kind or Talos makes its clusters with Kind.
        config.getOptionalString('hub.environment') === 'local'
          ? 'local'
          : 'kind',
      );
      for (const file of files) {
        const target = resolveSafeChildPath(workspacePath, file.path);
        await fs.mkdir(path.dirname(target), { recursive: true });
        await fs.writeFile(target, Buffer.from(file.content, file.encoding));
      }
      // The log makes a link of what ends like a country's domain, as .md does.
      logger.info(`Wrote the folder experiments/${input.name}`);
      outputPlan(ctx, plan);
      ctx.output('entityRef', `component:default/${input.name}`);
      ctx.output(
        'files',
        files.map(file => file.path),
      );
      ctx.output('tested', workloadWords(input.workload));
      ctx.output('load', loadWords(input.load));
      const findEntity: FindEntity = ref =>
        catalog.getEntityByRef(ref, { credentials });
      ctx.output('ownerName', await findName(input.owner, findEntity));
      ctx.output(
        'costCenterName',
        await findName(input.costCenter, findEntity),
      );
    },
  });
}
