import { z } from 'zod';
import { account } from '../forge/shapes';

/** What is used of GitHub's event `pull_request`. */
export const pullEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.number(),
    title: z.string(),
    draft: z.boolean().nullish(),
    merged: z.boolean().nullish(),
    head: z.object({ sha: z.string() }),
    user: account.nullish(),
  }),
});

/** An event of a pull request. */
export type PullEvent = z.infer<typeof pullEvent>;
