import { Finding, Rule } from './Rule';
import {
  PlatformTree,
  allApplications,
  flat,
  overlay,
  overlayApplications,
  overlays,
} from '../tree';

const twice = <T>(items: T[], key: (item: T) => string): T[] => {
  const seen = new Set<string>();
  return items.filter(item => {
    const k = key(item);
    const known = seen.has(k);
    seen.add(k);
    return known;
  });
};

/** Applications, projects and sets that an environment has two of. */
const inOverlays = (tree: PlatformTree): Finding[] =>
  overlays(tree).flatMap(name => {
    const objects = [
      ...overlay(tree, name),
      ...flat(
        overlayApplications(tree, name).flatMap(({ children }) => children),
      ),
    ];
    return twice(
      objects,
      ({ manifest: { kind, metadata } }) => `${kind} ${metadata?.name}`,
    ).map(({ file, manifest: { kind, metadata } }) => ({
      file,
      message: `${kind} ${metadata?.name} is in the overlay ${name} a second time`,
    }));
  });

/** Objects of manifests/ that two files make. */
function inManifests(tree: PlatformTree): Finding[] {
  // Pools are one per environment, and an environment includes one.
  const alternatives = /^platform\/hub\/manifests\/metallb\/pool-/;
  const own = tree
    .manifests('platform/hub/manifests')
    .filter(({ file }) => !alternatives.test(file));
  return twice(own, ({ manifest: { apiVersion, kind, metadata } }) =>
    // Versions of a group are one kind; groups are not.
    [apiVersion?.split('/')[0], kind, metadata?.namespace, metadata?.name].join(
      ' ',
    ),
  ).map(({ file, manifest: { kind, metadata } }) => ({
    file,
    message: `${kind} ${metadata?.name} is made by another file, too`,
  }));
}

/** Folders that two Applications sync. */
const ofFolders = (tree: PlatformTree): Finding[] =>
  overlays(tree).flatMap(name => {
    const paths = flat(overlayApplications(tree, name)).flatMap(
      ({ file, sources }) =>
        sources.flatMap(source =>
          source.path && !source.chart ? [{ file, path: source.path }] : [],
        ),
    );
    return twice(paths, ({ path }) => path).map(({ file, path }) => ({
      file,
      message: `${path} belongs to another Application of ${name}, too`,
    }));
  });

/** Applications that the tree defines twice, even if no overlay has both. */
const inTree = (tree: PlatformTree): Finding[] =>
  twice(allApplications(tree), ({ manifest }) => manifest.metadata!.name!).map(
    ({ file, manifest }) => ({
      file,
      message: `Application ${
        manifest.metadata!.name
      } is defined in another file, too`,
    }),
  );

/** Everything has one owner. */
export const owners: Rule = {
  name: 'owners',
  why: 'Two owners of one object undo each other for ever, and either deletes it for both.',
  check: tree => [
    ...inTree(tree),
    ...inOverlays(tree),
    ...inManifests(tree),
    ...ofFolders(tree),
  ],
};
