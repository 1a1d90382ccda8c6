import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Run } from '@illm-lab/plugin-hub-common';
import { RunService } from '../runs/RunService';
import { runInput, runOutput, runState } from './schemas';

/** One run as actions give it: what a reader acts on, without the stages. */
function describe({ stages: _stages, ...run }: Run) {
  return run;
}

/**
 * The same operations as the API's, with the caller's own rights, for templates
 * and for MCP clients.
 */
export function registerActions(
  registry: ActionsRegistryService,
  runs: RunService,
): void {
  registry.register({
    name: 'run-experiment',
    title: 'Run experiment',
    description:
      'Starts a run of an experiment at the main branch’s last commit and returns at once; follow it with get-run. Needs permission hub.run.create on the experiment. The same idempotencyKey gives the same run.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: { input: runInput, output: runOutput },
    action: async ({ input, credentials }) => {
      const { run } = await runs.create(input, { credentials });
      return { output: describe(run) };
    },
  });

  registry.register({
    name: 'get-run',
    title: 'Get run',
    description:
      'Tells how a run is or how it ended: state, verdict and a sentence that says why.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ id: z.string().describe('Id of the run') }),
      output: runOutput,
    },
    action: async ({ input, credentials }) => ({
      output: describe(await runs.get(input.id, { credentials })),
    }),
  });

  registry.register({
    name: 'list-runs',
    title: 'List runs',
    description: 'Lists runs, newest first, by page.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          experiment: z
            .string()
            .optional()
            .describe('Only runs of this experiment'),
          state: runState(z).optional().describe('Only runs in this state'),
          limit: z.number().int().min(1).max(100).default(20),
          cursor: z.string().optional().describe('nextCursor of the last page'),
        }),
      output: z =>
        z.object({
          items: z.array(runOutput(z)),
          nextCursor: z.string().optional(),
          total: z.number().int(),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await runs.list(input, { credentials }),
    }),
  });

  registry.register({
    name: 'stop-run',
    title: 'Stop run',
    description:
      'Stops a run: its load ends, what was measured is collected, its objects are removed. Needs permission hub.run.control on the experiment. A run that has ended stays as it is.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z => z.object({ id: z.string().describe('Id of the run') }),
      output: runOutput,
    },
    action: async ({ input, credentials }) => ({
      output: describe(await runs.stop(input.id, { credentials })),
    }),
  });
}
