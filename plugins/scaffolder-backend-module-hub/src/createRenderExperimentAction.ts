import fs from 'node:fs/promises';
import path from 'node:path';
import {
  BackstageCredentials,
  resolvePackagePath,
  resolveSafeChildPath,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Issue } from '@illm-lab/plugin-hub-common';
import { checkInput } from './experiment/checkInput';
import { checkNameIsFree } from './experiment/checkNameIsFree';
import { checkOwnership, FindEntity } from './experiment/checkOwnership';
import { ExperimentInput } from './experiment/types';
import { findName } from './names';
import { refusal } from './refusal';
import { renderExperiment } from './renderExperiment';

const PACKAGE = '@illm-lab/plugin-scaffolder-backend-module-hub';

/** What the action needs. */
export type RenderExperimentOptions = {
  catalog: CatalogService;
  config: RootConfigService;
  urlReader: UrlReaderService;
};

/**
 * Action `hub:render-experiment`: writes the folder of a new experiment into
 * the workspace, ready for a pull request.
 *
 * Wrong input, an unknown team or cost center and a taken name end it with an
 * InputError that names each field and its remedy, before anything is written.
 */
export function createRenderExperimentAction(options: RenderExperimentOptions) {
  const { catalog, config, urlReader } = options;
  const repository = config.getString('hub.repository').replace(/\/+$/, '');
  const root = `${repository}/blob/${
    config.getOptionalString('hub.branch') ?? 'main'
  }`;

  const check = async (
    input: ExperimentInput,
    credentials: BackstageCredentials,
  ): Promise<Issue[]> => {
    const issues = checkInput(input);
    const findEntity: FindEntity = ref =>
      catalog.getEntityByRef(ref, { credentials });
    issues.push(...(await checkOwnership(input, findEntity)));
    if (!issues.some(issue => issue.path === 'name')) {
      issues.push(
        ...(await checkNameIsFree(input.name, { root, urlReader, findEntity })),
      );
    }
    return issues;
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
        virtualUsers: z => z.number().describe('Virtual users at the top'),
        duration: z => z.string().describe('Time at the top, such as 30s'),
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
      },
    },
    async handler(ctx) {
      const { input, workspacePath, logger } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const issues = await check(input, credentials);
      if (issues.length > 0) {
        throw refusal(issues);
      }
      const files = renderExperiment(
        input,
        await fs.readFile(
          resolvePackagePath(PACKAGE, 'assets/load.js'),
          'utf8',
        ),
        // A hub of Kind or Talos makes its clusters with Kind.
        config.getOptionalString('hub.environment') === 'local'
          ? 'local'
          : 'kind',
      );
      for (const [file, text] of Object.entries(files)) {
        const target = resolveSafeChildPath(workspacePath, file);
        await fs.mkdir(path.dirname(target), { recursive: true });
        await fs.writeFile(target, text);
        logger.info(`Wrote ${file}`);
      }
      ctx.output('entityRef', `component:default/${input.name}`);
      ctx.output('files', Object.keys(files));
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
