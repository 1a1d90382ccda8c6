import fs from 'node:fs/promises';
import path from 'node:path';
import {
  AuthService,
  DiscoveryService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  groupName,
  HUB_PLUGIN_ID,
  HubClient,
  kindSlug,
} from '@illm-lab/plugin-hub-common';
import { checkOwnership, FindEntity } from '../experiment/checkOwnership';
import { findName, nameOf } from '../names';
import { PullReader } from '../pulls/Forge';
import { outputPlan, planPull, PULL_PLAN_OUTPUT } from '../pulls/planPull';
import { refusal } from '../refusal';
import { describeClaim } from './describe';

/** What the action needs. */
export type RenderClaimOptions = {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  forge: PullReader;
};

/**
 * Action `hub:render-claim`: writes a claim's file, and the team's namespace when
 * it is the team's first, ready for a pull request.
 *
 * What the hub's preview finds wrong, an unknown team or cost center, a taken name
 * and another person's open pull request of it end it with an InputError that names each field and its remedy, before
 * anything is written.
 */
export function createRenderClaimAction(options: RenderClaimOptions) {
  const { auth, catalog, discovery, forge } = options;
  const hub = new HubClient({ discoveryApi: discovery, fetchApi: { fetch } });

  return createTemplateAction({
    id: 'hub:render-claim',
    description: 'Writes a claim into the workspace',
    supportsDryRun: true,
    schema: {
      input: {
        kind: z => z.string().describe('Kind of the claim, such as Database'),
        name: z => z.string().describe('Name of the claim'),
        owner: z => z.string().describe('Entity ref of the owner team'),
        experiment: z =>
          z.string().optional().describe('Entity ref of its experiment'),
        change: z =>
          z.boolean().optional().describe('It is there and is to change'),
        spec: z => z.record(z.unknown()).describe('What is asked for'),
        project: z => z.string().describe('Cost label: project'),
        environment: z => z.string().describe('Cost label: environment'),
        costCenter: z => z.string().describe('Entity ref of the cost center'),
      },
      output: {
        team: z => z.string().describe('Name of the owner team'),
        description: z => z.string().describe('Text of the pull request'),
        files: z => z.array(z.string()).describe('Paths that were written'),
        ...PULL_PLAN_OUTPUT,
      },
    },
    async handler(ctx) {
      const { input, workspacePath, logger } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const team = groupName(input.owner);
      const experiment = input.experiment
        ? groupName(input.experiment)
        : undefined;
      const findEntity: FindEntity = ref =>
        catalog.getEntityByRef(ref, { credentials });
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: HUB_PLUGIN_ID,
      });
      const [preview, ownership, plan] = await Promise.all([
        hub.claimRequests.preview(
          {
            kind: input.kind,
            name: input.name,
            team,
            ...(experiment && { experiment }),
            ...(input.change && { change: true }),
            ...(ctx.user?.ref && { requestedBy: ctx.user.ref }),
            labels: {
              project: input.project,
              environment: input.environment,
              'cost-center': groupName(input.costCenter),
            },
            spec: input.spec,
          },
          { token },
        ),
        checkOwnership(input, findEntity),
        planPull(`claim/${team}/${kindSlug(input.kind)}-${input.name}`, {
          forge,
          user: ctx.user?.entity,
        }),
      ]);
      const issues = [...ownership, ...preview.issues];
      if ('message' in plan) {
        throw refusal([...issues, plan]);
      }
      if (issues.length > 0) {
        throw refusal(issues);
      }
      const files = [
        ...(preview.namespace ? [preview.namespace] : []),
        { path: preview.path, manifest: preview.manifest },
      ];
      for (const file of files) {
        const target = resolveSafeChildPath(workspacePath, file.path);
        await fs.mkdir(path.dirname(target), { recursive: true });
        await fs.writeFile(target, file.manifest);
      }
      logger.info(`Wrote ${preview.path}`);
      outputPlan(ctx, plan);
      ctx.output('team', team);
      ctx.output(
        'files',
        files.map(file => file.path),
      );
      ctx.output(
        'description',
        describeClaim(preview, {
          ...input,
          owner: await findName(input.owner, findEntity),
          costCenter: await findName(input.costCenter, findEntity),
          experiment:
            input.experiment && (await findName(input.experiment, findEntity)),
          user: ctx.user?.ref
            ? nameOf(ctx.user.entity, ctx.user.ref)
            : 'an unknown person',
        }),
      );
    },
  });
}
