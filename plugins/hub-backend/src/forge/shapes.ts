import { z } from 'zod';

/** GitHub's account. It may say what people call somebody; our own forge does. */
export const account = z.object({
  login: z.string(),
  name: z.string().nullish(),
});

/** What people call who has an account. */
export const authorOf = (user: z.infer<typeof account> | null | undefined) =>
  user?.name || user?.login || 'unknown';

/** GitHub's answers, as far as the portal reads them. */
export const pull = z.object({
  number: z.number(),
  title: z.string(),
  html_url: z.string().url(),
  draft: z.boolean().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  user: account.nullish(),
  head: z.object({ sha: z.string() }),
});
export const pullDetails = pull.extend({
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
});
export const changes = z.array(
  z.object({
    filename: z.string(),
    status: z.string().nullish(),
    sha: z.string().nullish(),
  }),
);
export const folder = z.array(
  z.object({ type: z.string(), path: z.string(), sha: z.string() }),
);
export const blob = z.object({
  content: z.string(),
  encoding: z.literal('base64'),
});
export const statuses = z.object({
  state: z.string(),
  total_count: z.number(),
  statuses: z
    .array(
      z.object({
        context: z.string(),
        state: z.string(),
        description: z.string().nullish(),
        target_url: z.string().nullish(),
      }),
    )
    .nullish(),
});
export const commit = z.object({ sha: z.string() });
export const checkRuns = z.object({
  check_runs: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullish(),
      details_url: z.string().nullish(),
      output: z
        .object({
          title: z.string().nullish(),
          annotations_count: z.number().nullish(),
        })
        .nullish(),
    }),
  ),
});
export const annotations = z.array(
  z.object({
    path: z.string(),
    start_line: z.number(),
    message: z.string(),
  }),
);
export const tree = z.object({
  truncated: z.boolean().nullish(),
  tree: z.array(
    z.object({ path: z.string(), type: z.string(), sha: z.string() }),
  ),
});
export const made = z.object({ id: z.number() });

/** A pull request as GitHub's API has it. */
export type ForgePull = z.infer<typeof pull>;

/** A pull request, open or not. */
export type ForgePullDetails = z.infer<typeof pullDetails>;

/** A file that a pull request changes. */
export type ForgeChange = z.infer<typeof changes>[number];

/** A file or folder in a folder. */
export type ForgeEntry = z.infer<typeof folder>[number];

/** A place in a file that a check run speaks of. */
export type ForgeAnnotation = z.infer<typeof annotations>[number];

/** A file of a commit by the id that Git gives to its content. */
export type ForgeFile = z.infer<typeof tree>['tree'][number];

/** What a check run says, in GitHub's words. */
export interface ForgeCheckRun {
  name: string;
  head_sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion?: 'success' | 'failure' | 'neutral';
  details_url?: string;
  output?: {
    title: string;
    summary: string;
    annotations?: {
      path: string;
      start_line: number;
      end_line: number;
      annotation_level: 'failure';
      message: string;
    }[];
  };
}

/** What a commit status says, in GitHub's words. */
export interface ForgeStatus {
  context: string;
  state: 'pending' | 'success' | 'failure';
  description: string;
  target_url: string;
}

/** How a commit's checks stand: commit statuses and, beside them, check runs. */
export interface ForgeChecks {
  statuses: z.infer<typeof statuses>;
  runs: z.infer<typeof checkRuns>['check_runs'];
}
