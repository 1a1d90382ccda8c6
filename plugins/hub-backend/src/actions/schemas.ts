import { RUN_STATES } from '@illm-lab/plugin-hub-common';
import type { z as zod } from 'zod/v3';

/** States of a run. */
export const runState = (z: typeof zod) => z.enum(RUN_STATES);

/** What starts a run. */
export const runInput = (z: typeof zod) =>
  z.object({
    experiment: z.string().describe('Name of the experiment'),
    parameters: z
      .record(z.string())
      .optional()
      .describe('Values of its inputs; those left out have their default'),
    keep: z
      .boolean()
      .optional()
      .describe('Leave the run’s objects on the hub when it has ended'),
    idempotencyKey: z
      .string()
      .min(8)
      .max(200)
      .describe('Any text, new for each run that is meant'),
  });

/** A run. */
export const runOutput = (z: typeof zod) =>
  z.object({
    id: z.string(),
    number: z.number().int().describe('Counts the experiment’s runs'),
    experiment: z.string(),
    state: runState(z).describe(
      'How it stands; passed only when every threshold held',
    ),
    phase: z
      .enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Error', 'Stopped'])
      .describe('Of its Workflow, in Argo’s words'),
    verdict: z.enum(['passed', 'failed', 'error']).nullable(),
    partial: z
      .boolean()
      .describe('Its result covers only the time until it was stopped'),
    stoppedBy: z.string().nullable().describe('Who stopped it'),
    starredBy: z.string().nullable().describe('Who starred it, if anybody'),
    message: z.string().nullable().describe('How it is or how it ended'),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    requestedBy: z.string().nullable(),
    commit: z.string().nullable(),
    parameters: z.record(z.string()),
    kept: z.boolean(),
    url: z.string().describe('Its page in the portal'),
  });
