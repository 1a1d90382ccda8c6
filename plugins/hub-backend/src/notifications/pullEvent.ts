import { z } from 'zod';

/** What is used of GitHub's event `pull_request`. */
export const pullEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.number(),
    title: z.string(),
    draft: z.boolean().nullish(),
    merged: z.boolean().nullish(),
    head: z.object({ sha: z.string() }),
    user: z.object({ login: z.string() }).nullish(),
  }),
});

/** An event of a pull request. */
export type PullEvent = z.infer<typeof pullEvent>;
