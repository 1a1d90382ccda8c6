import { Finding, Rule } from './Rule';
import { PlatformTree, allApplications, sourcesOf } from '../tree';

const EXACT = /^v?\d+\.\d+\.\d+$/;
const RENOVATE = /^\s*# renovate: datasource=\S+ depName=\S+/;
/** Lines that hold a version, in the forms that the tree has. */
const VERSIONED = [
  /^\s*(?:- )?image: ['"]?(?<image>[^'"{\s]+)/,
  /^\s*\w*_IMAGE: (?<image>\S+)/,
  /^\s*\w*_CHART: (?<version>\S+)/,
  /^\s*\w+Version: (?<version>v?\d+\.\S*)/,
  /\btag: ['"]?(?<version>v?\d+\.[^'"\s}]+)/,
];
/** Files whose versions renovate keeps. */
const KEPT = /^platform\/(hub\/(manifests|cluster|apps|values)|targets)\//;
/** The hub's own repository, at whatever branch its root Application has. */
const PLACEHOLDER = 'set-by-the-overlay';
/** Of this repository: released with the tree that names it. */
const OWN_IMAGE = 'ghcr.io/illm-lab/';

function charts(tree: PlatformTree): Finding[] {
  return allApplications(tree).flatMap(({ file, manifest }) =>
    sourcesOf(manifest)
      .filter(({ targetRevision }) => targetRevision !== PLACEHOLDER)
      .filter(({ targetRevision = '' }) => !EXACT.test(targetRevision))
      .map(({ chart, path, targetRevision }) => ({
        file,
        message: `${chart ?? path} is at ${targetRevision}; pin one version`,
      })),
  );
}

/** Lines with a version that no renovate line is above of. */
function unkept(tree: PlatformTree): Finding[] {
  return [...tree.files]
    .filter(([file]) => KEPT.test(file))
    .flatMap(([file, text]) => {
      const lines = text.split('\n');
      return lines.flatMap((line, i) => {
        const pinned =
          /^\s*targetRevision: ['"]?v?\d/.test(line) ||
          VERSIONED.some(form => {
            const groups = form.exec(line)?.groups;
            return groups && !groups.image?.startsWith(OWN_IMAGE);
          });
        return pinned && !RENOVATE.test(lines[i - 1] ?? '')
          ? [{ file, message: `line ${i + 1} has no renovate line above it` }]
          : [];
      });
    });
}

/** Every version is exact, and renovate knows where newer ones are. */
export const pins: Rule = {
  name: 'pins',
  why: 'A range installs something else tomorrow; a pin that nobody raises gets old.',
  check: tree => [...charts(tree), ...unkept(tree)],
};
