import { z } from 'zod';

const text = z.string().nullish();

const reference = z.object({
  kind: z.string(),
  uid: text,
  group: text,
  namespace: text,
  name: z.string(),
});

const treeNode = reference.extend({
  resourceVersion: text,
  parentRefs: z.array(reference).nullish(),
  info: z.array(z.object({ name: z.string(), value: text })).nullish(),
  networkingInfo: z
    .object({
      ingress: z.array(z.object({ hostname: text, ip: text })).nullish(),
      externalURLs: z.array(z.string()).nullish(),
    })
    .nullish(),
  images: z.array(z.string()).nullish(),
  health: z.object({ status: text, message: text }).nullish(),
  createdAt: text,
});

/** Argo CD's tree of an Application's objects, as a list. */
export const treeAnswer = z.object({
  nodes: z.array(treeNode).nullish(),
  orphanedNodes: z.array(treeNode).nullish(),
});

/** Each object that Git defines: as it is, and as it should be. */
export const managedAnswer = z.object({
  items: z
    .array(
      z.object({
        group: text,
        kind: z.string(),
        namespace: text,
        name: z.string(),
        liveState: text,
        targetState: text,
        normalizedLiveState: text,
        predictedLiveState: text,
        hook: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

/** What the repository says of a revision. */
export const revisionAnswer = z.object({
  author: text,
  date: text,
  message: text,
});

/** Whose token it is. */
export const userAnswer = z.object({
  loggedIn: z.boolean().optional(),
  username: z.string().optional(),
});

/** An Application; what it says is read from the informer's copy. */
export const applicationAnswer = z.object({
  metadata: z.object({ name: z.string(), resourceVersion: text }),
});

/** One object in the tree. */
export type TreeNode = z.infer<typeof treeNode>;
/** One object with its states. */
export type ManagedItem = NonNullable<
  z.infer<typeof managedAnswer>['items']
>[number];
/** What the repository says of a revision. */
export type RevisionMetadata = z.infer<typeof revisionAnswer>;
