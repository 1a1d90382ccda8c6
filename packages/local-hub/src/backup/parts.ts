/** Where a backup has what, as folders and files in it. */
export const PARTS = {
  snapshot: 'etcd/snapshot.db',
  claims: 'claims.json',
  portal: 'portal',
  forge: 'forge',
  state: 'state',
  volumes: 'volumes.tar',
} as const;

/**
 * What of a hub's state is not copied as it is. Everything else is: a part that
 * keeps something new is in the next backup without anybody thinking of it.
 */
const NOT_COPIED: Readonly<Record<string, string>> = {
  etcd: 'its own snapshot is taken',
  portal:
    'by the copy that SQLite itself makes, or PostgreSQL; the docs are built again',
  forge: 'its repository by git itself',
  run: 'what runs now',
  logs: 'no state',
  tmp: 'no state',
  kube: 'made from the certificates at each start',
  talos: 'made from the certificates at each start',
  images: 'made at each start',
  crossplane: 'made at each start',
  opencost: 'made at each start',
  redis: 'a cache',
  node: 'of pods, which are gone with their processes; their volumes are saved by themselves',
  'node-images': 'a cache of images',
  clusters: 'clusters of runs, which end with their processes',
  prometheus: 'figures of the last days; the sums of runs are in the portal',
};

/** Whether a file of the state, by its path in it, is copied as it is. */
export const isCopied = (file: string) =>
  !(file.split('/')[0] in NOT_COPIED) && !file.endsWith('.tmp');
