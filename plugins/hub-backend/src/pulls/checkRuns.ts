import { PullCheckRun } from '@illm-lab/plugin-hub-common';
import { ForgeApi } from '../forge/ForgeApi';
import { ForgeChecks } from '../forge/shapes';

const STATES: Record<string, PullCheckRun['state']> = {
  success: 'passed',
  neutral: 'skipped',
  skipped: 'skipped',
  pending: 'pending',
};

/** A commit's checks one by one, with what those that failed name. */
export async function checkRunsOf(
  { statuses, runs }: ForgeChecks,
  forge: Pick<ForgeApi, 'annotations'>,
  signal: AbortSignal,
): Promise<PullCheckRun[]> {
  const named = await Promise.all(
    runs.map(async ({ id, name, conclusion, output }) => {
      const issues =
        conclusion === 'failure' && output?.annotations_count
          ? await forge.annotations(id, signal)
          : [];
      return {
        name,
        state: STATES[conclusion ?? 'pending'] ?? 'failed',
        ...(output?.title && { title: output.title }),
        issues: issues.map(one => ({
          file: one.path,
          line: one.start_line,
          message: one.message,
        })),
      };
    }),
  );
  const known = new Set(named.map(({ name }) => name));
  const plain = (statuses.statuses ?? [])
    .filter(({ context }) => !known.has(context))
    .map(({ context, state, description }) => ({
      name: context,
      state: STATES[state] ?? 'failed',
      ...(description && { title: description }),
      issues: [],
    }));
  return [...named, ...plain].sort((a, b) => a.name.localeCompare(b.name));
}
