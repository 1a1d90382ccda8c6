import { ClaimKind, Issue } from '@illm-lab/plugin-hub-common';
import { askClaim } from '../pulls/checks/askClaim';
import { DryRun, NotAsked } from '../pulls/checks/DryRun';
import { manifestsIn } from '../pulls/checks/manifests';

/** What is said of a claim. */
export interface Judgement {
  /** What is wrong, each at its field. */
  issues: Issue[];
  /** Why nobody could be asked, if so. */
  unchecked?: string;
}

/** Judges the claims of a kind in a file. */
export type ClaimJudge = (
  kind: ClaimKind,
  file: { path: string; text: string },
) => Promise<Judgement>;

/** The judge is the hub's API server, by a dry run. */
export function judgeWith(dryRun: Pick<DryRun, 'ask'>): ClaimJudge {
  return async (kind, { path, text }) => {
    const own = manifestsIn(path, text).filter(
      ({ object }) => object.kind === kind.kind,
    );
    const [, folder] = path.split('/');
    try {
      const issues = await Promise.all(
        own.map(manifest =>
          askClaim(manifest, { namespace: folder, kind, dryRun }),
        ),
      );
      return { issues: issues.flat().map(ofForm) };
    } catch (error) {
      if (!(error instanceof NotAsked)) throw error;
      return { issues: [], unchecked: error.message };
    }
  };
}

/** `spec.ports[0]["a.b"]` as a path of the form, without the line of a file. */
function ofForm({ path, message, remedy }: Issue): Issue {
  return {
    path: path.replace(/\[["']?([^\]"']*)["']?\]/g, '.$1'),
    message,
    remedy,
  };
}
