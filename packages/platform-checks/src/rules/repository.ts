import { Finding, Rule } from './Rule';
import {
  Manifest,
  PlatformTree,
  allApplications,
  kustomization,
  overlays,
  sourcesOf,
} from '../tree';

const APPS = 'platform/hub/apps';
const SERVICES = '../../services';
const PLACEHOLDER = 'set-by-the-overlay';
/** Where the bootstrap puts the address; reserved never to exist. */
const UNSET = 'https://repository.invalid/set-at-bootstrap.git';

interface Generated {
  generators?: { git?: { repoURL?: string } }[];
  template?: Manifest;
}

const chartRepositories = (tree: PlatformTree) =>
  new Set(
    tree
      .manifests(APPS)
      .filter(({ manifest }) => manifest.kind === 'AppProject')
      .flatMap(
        ({ manifest }) => (manifest.spec?.sourceRepos ?? []) as string[],
      ),
  );

/** Applications and sets that name a repository themselves. */
function named(tree: PlatformTree): Finding[] {
  const charts = chartRepositories(tree);
  const urls = [
    ...allApplications(tree).flatMap(({ file, manifest }) =>
      sourcesOf(manifest).map(source => ({ file, ...source })),
    ),
    ...tree
      .manifests(APPS)
      .filter(({ manifest }) => manifest.kind === 'ApplicationSet')
      .flatMap(({ file, manifest }) => {
        const { generators = [], template } = manifest.spec as Generated;
        return [
          ...generators.map(({ git }) => ({ file, repoURL: git?.repoURL })),
          ...sourcesOf(template ?? {}).map(source => ({ file, ...source })),
        ];
      }),
  ];
  return urls
    .filter(({ repoURL = PLACEHOLDER }) => repoURL !== PLACEHOLDER)
    .filter(({ repoURL = '' }) => !charts.has(repoURL))
    .map(({ file, repoURL }) => ({
      file,
      message: `names the repository ${repoURL}; write ${PLACEHOLDER}, or list a chart's repository in its AppProject`,
    }));
}

const bootstrapped = (tree: PlatformTree): Finding[] =>
  tree.manifests('platform/hub/bootstrap').flatMap(({ file, manifest }) =>
    sourcesOf(manifest)
      .filter(({ repoURL }) => repoURL !== UNSET)
      .map(({ repoURL }) => ({
        file,
        message: `names the repository ${repoURL}; whoever bootstraps a hub sets it`,
      })),
  );

/** Overlays that put the repository elsewhere than the others. */
function replaced(tree: PlatformTree): Finding[] {
  const all = overlays(tree)
    // The local hub has no chart, and so one target less.
    .map(name => `${APPS}/overlays/${name}`)
    .filter(folder => kustomization(tree, folder).resources?.includes(SERVICES))
    .map(folder => ({
      file: `${folder}/kustomization.yaml`,
      text: JSON.stringify(kustomization(tree, folder).replacements),
    }));
  return all
    .filter(({ text }) => text !== all[0].text)
    .map(({ file }) => ({
      file,
      message: `replacements differ from those of ${all[0].file}`,
    }));
}

/** The hub's repository and branch are in one place: the root Application. */
export const repository: Rule = {
  name: 'repository',
  why: 'A fork, a rename or a branch would else sync from where somebody else merges.',
  check: tree => [...named(tree), ...bootstrapped(tree), ...replaced(tree)],
};
