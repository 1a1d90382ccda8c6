import { kindSlug } from './kind';

/** Folder of the repository in which each namespace with claims has a folder. */
export const CLAIMS_FOLDER = 'claims';

/** Where a team's claims are, on the hub and in the repository. */
export function claimPaths(team: string) {
  const namespace = `team-${team}`;
  const folder = `${CLAIMS_FOLDER}/${namespace}`;
  return {
    namespace,
    folder,
    /** The namespace itself, with the labels that claims inherit. */
    namespaceFile: `${folder}/namespace.yaml`,
    /** One claim. */
    claim: (kind: string, name: string) =>
      `${folder}/${kindSlug(kind)}-${name}.yaml`,
  };
}
