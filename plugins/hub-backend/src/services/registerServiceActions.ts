import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import { hubServiceReadPermission, Service } from '@illm-lab/plugin-hub-common';
import type { z as zod } from 'zod/v3';
import { Access } from '../access/Access';
import { HubServices } from './createServices';

const name = (z: typeof zod) => z.string().describe('Name of the service');

/** A service as actions give it: what a reader acts on. */
const output = (z: typeof zod) =>
  z.object({
    name: z.string(),
    state: z.string().describe('One word for how it is'),
    sentence: z.string().describe('How it is, and why'),
    health: z.string(),
    sync: z.string().describe('Whether it is what Git says'),
    wave: z.number().int(),
    parent: z.string().nullable(),
    waitsFor: z.array(z.string()).describe('Services that hold it up'),
    revision: z.string().nullable(),
    operation: z
      .object({
        phase: z.string(),
        message: z.string(),
        dryRun: z.boolean(),
        resources: z.array(
          z.object({
            kind: z.string(),
            name: z.string(),
            status: z.string(),
            message: z.string(),
          }),
        ),
      })
      .nullable()
      .describe('The sync or rollback that runs, or the last'),
    url: z.string().describe('Its page in the portal'),
  });

function describe(service: Service) {
  const { health, sync, blockedBy, revision, operation } = service;
  return {
    name: service.name,
    state: service.state,
    sentence: service.sentence,
    health: health.status,
    sync: sync.status,
    wave: service.wave,
    parent: service.parent,
    waitsFor: blockedBy.map(one => one.name),
    revision: revision?.id ?? null,
    operation: operation && {
      phase: operation.phase,
      message: operation.message,
      dryRun: operation.dryRun,
      resources: operation.resources.map(one => ({
        kind: one.kind,
        name: one.name,
        status: one.status,
        message: one.message,
      })),
    },
    url: service.url,
  };
}

/**
 * The same operations on services as the API's, with the caller's own rights,
 * for templates and for MCP clients.
 */
export function registerServiceActions(
  registry: ActionsRegistryService,
  { book, control }: HubServices,
  access: Access,
): void {
  registry.register({
    name: 'list-services',
    title: 'List services',
    description:
      'Lists the hub’s services in the order in which they are brought up, each with how it is.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z => z.object({ items: z.array(output(z)) }),
    },
    action: async ({ credentials }) => {
      await access.mayRead(credentials, hubServiceReadPermission);
      return { output: { items: book.list().items.map(describe) } };
    },
  });

  registry.register({
    name: 'get-service',
    title: 'Get service',
    description:
      'Tells how a service of the hub is, what holds it up, and how its last sync went.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: { input: z => z.object({ name: name(z) }), output },
    action: async ({ input, credentials }) => {
      await access.mayRead(credentials, hubServiceReadPermission);
      const service = book.service(input.name);
      if (!service) {
        throw new NotFoundError(
          `There is no service “${input.name}” on the hub.`,
        );
      }
      return { output: describe(service) };
    },
  });

  registry.register({
    name: 'refresh-service',
    title: 'Refresh service',
    description:
      'Compares a service with Git now. Needs permission hub.service.control.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          name: name(z),
          hard: z.boolean().optional().describe('Make the manifests anew'),
        }),
      output,
    },
    action: async ({ input, credentials }) => ({
      output: describe(
        await control.refresh(input.name, input, { credentials }),
      ),
    }),
  });

  registry.register({
    name: 'sync-service',
    title: 'Sync service',
    description:
      'Makes a service what Git says, or tells with dryRun what that would do. Returns when it has begun; follow it with get-service. Needs permission hub.service.control.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          name: name(z),
          prune: z
            .boolean()
            .optional()
            .describe('Also delete what Git no longer has'),
          dryRun: z.boolean().optional().describe('Change nothing'),
          idempotencyKey: z
            .string()
            .min(8)
            .max(200)
            .describe('Any text, new for each sync that is meant'),
        }),
      output,
    },
    action: async ({ input, credentials }) => ({
      output: describe(await control.sync(input.name, input, { credentials })),
    }),
  });

  registry.register({
    name: 'rollback-service',
    title: 'Roll back service',
    description:
      'Deploys again what was deployed before, by the id of the entry in the service’s history. Needs permission hub.service.control.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          name: name(z),
          deployment: z.number().int().describe('Id in the history'),
          prune: z.boolean().optional(),
          dryRun: z.boolean().optional(),
        }),
      output,
    },
    action: async ({ input, credentials }) => ({
      output: describe(
        await control.rollback(input.name, input, { credentials }),
      ),
    }),
  });
}
