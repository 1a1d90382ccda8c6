/**
 * What the lab checks of a pull request, in the order in which it is shown: the
 * folder of an experiment, its manifests at the hub's API server, who pays, and
 * what it will cost.
 */
export const PULL_CHECKS = [
  'folder',
  'manifests',
  'policy',
  'estimate',
] as const;
/** One of {@link PULL_CHECKS}. */
export type PullCheckKind = (typeof PULL_CHECKS)[number];

/** What a check is called at the forge, where a merge is made to wait for it. */
export const pullCheckName = (kind: PullCheckKind) => `lab / ${kind}`;
