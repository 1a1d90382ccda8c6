import { Entity } from '@backstage/catalog-model';
import { Issue } from '@illm-lab/plugin-hub-common';
import type { z as zod } from 'zod/v3';
import { Author, keyOf, PullReader } from './Forge';

/** What the step that opens the pull request is told, as outputs of the step before. */
export interface PullPlan {
  branch: string;
  /** Whether the branch may be there already, and be replaced. */
  update: boolean;
  authorName: string;
  authorEmail: string;
}

/** The schema of those outputs. */
export const PULL_PLAN_OUTPUT = {
  branch: (z: typeof zod) => z.string().describe('Branch of the pull request'),
  update: (z: typeof zod) =>
    z.boolean().describe('Whether a branch that is there is replaced'),
  authorName: (z: typeof zod) => z.string().describe('Who the commit is by'),
  authorEmail: (z: typeof zod) => z.string().describe('That person’s address'),
};

/** Gives the plan on to the step that opens the pull request. */
export function outputPlan(
  ctx: { output(key: keyof PullPlan, value: string | boolean): void },
  plan: PullPlan,
): void {
  for (const key of Object.keys(PULL_PLAN_OUTPUT) as (keyof PullPlan)[]) {
    ctx.output(key, plan[key]);
  }
}

const NO_EMAIL = 'portal@illm-lab.example';

/** Who a person's commits are by. */
export function authorOf(user: Entity | undefined): Author {
  const profile = (user?.spec?.profile ?? {}) as {
    displayName?: string;
    email?: string;
  };
  return {
    name: profile.displayName ?? user?.metadata.name ?? 'portal',
    email: profile.email ?? NO_EMAIL,
  };
}

/**
 * How a pull request from a branch can be opened by a person. Their own that is open
 * is replaced, as is a branch that an earlier one left; one with commits of somebody
 * else is an issue that names it. Where the branch is not there, `update` is false: if
 * somebody is faster, the forge refuses the second.
 *
 * @throws ServiceUnavailableError when the forge does not say
 */
export async function planPull(
  branch: string,
  { forge, user }: { forge: PullReader; user: Entity | undefined },
): Promise<PullPlan | Issue> {
  const author = authorOf(user);
  const [pull, exists] = await Promise.all([
    forge.openPull(branch),
    forge.hasBranch(branch),
  ]);
  const others = (pull?.authors ?? []).filter(
    one => keyOf(one) !== keyOf(author),
  );
  if (pull && others.length > 0) {
    return {
      path: 'name',
      message: `Pull request #${pull.number} of ${others
        .map(({ name }) => name)
        .join(' and ')} has this name and waits for its merge (${
        pull.url
      }). It would be replaced.`,
      remedy: 'Choose another name, or have that one merged or closed.',
    };
  }
  return {
    branch,
    update: exists,
    authorName: author.name,
    authorEmail: author.email,
  };
}
