import { Rule } from './Rule';
import { allApplications, sourcesOf } from '../tree';

const VALUES = '$values/';
const CHANGED_BY_OVERLAY = /^set-by-the-overlay$/;

/** Files and folders that Applications name are there. */
export const paths: Rule = {
  name: 'paths',
  why: 'Argo CD says so only after the merge, on every hub.',
  check: tree =>
    allApplications(tree).flatMap(({ file, manifest }) =>
      sourcesOf(manifest).flatMap(source => {
        const own = CHANGED_BY_OVERLAY.test(source.repoURL);
        const named = [
          ...(own && source.path ? [source.path] : []),
          ...(source.helm?.valueFiles ?? [])
            .filter(name => name.startsWith(VALUES))
            .map(name => name.slice(VALUES.length)),
        ];
        return named
          .filter(name => !tree.has(name))
          .map(name => ({ file, message: `${name} is not in the repository` }));
      }),
    ),
};
