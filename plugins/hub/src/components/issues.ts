import { type Issue } from '@illm-lab/plugin-hub-common';

/** What exactly the API found wrong with a request; empty when it does not say. */
export function issuesOf(error: unknown): Issue[] {
  const body = (error as { body?: { error?: { issues?: Issue[] } } } | null)
    ?.body;
  return body?.error?.issues ?? [];
}
