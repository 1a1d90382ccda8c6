import { CLAIMS_FOLDER, EXPERIMENTS_FOLDER } from '@illm-lab/plugin-hub-common';
import { ForgeApi } from '../../forge/ForgeApi';
import { ForgeFile, ForgePull } from '../../forge/shapes';
import { namespaceOf } from '../../claims/readClaims';

/** Only texts are looked at. */
const TEXT = /\.(ya?ml|json|js|ts|md)$/;

/** An experiment's folder at the pull request's commit. */
export interface ExperimentFiles {
  name: string;
  /** Texts by path from the repository's root. */
  files: Record<string, string>;
}

/** A file of a team's claims at the pull request's commit. */
export interface ClaimText {
  file: string;
  namespace: string;
  text: string;
}

/** What a pull request leaves of the experiments and claims that it changes. */
export interface PullContents {
  experiments: ExperimentFiles[];
  claims: ClaimText[];
}

/**
 * Reads what a pull request changes as it will be after the merge: whole folders
 * of experiments, and the files of claims. What it removes is left out.
 */
export async function readContents(
  forge: Pick<ForgeApi, 'changes' | 'files' | 'blob'>,
  pull: Pick<ForgePull, 'number' | 'head'>,
  signal: AbortSignal,
): Promise<PullContents> {
  const changes = await forge.changes(pull, signal);
  const paths = changes.map(({ filename }) => filename);
  const names = new Set(
    paths.flatMap(path => {
      const [folder, name, rest] = path.split('/');
      return folder === EXPERIMENTS_FOLDER && rest ? [name] : [];
    }),
  );
  const claimFiles = new Set(
    paths.filter(path => path.startsWith(`${CLAIMS_FOLDER}/`)),
  );
  if (names.size + claimFiles.size === 0) {
    return { experiments: [], claims: [] };
  }
  const all = await forge.files(pull.head.sha, signal);
  const read = async (files: ForgeFile[]) =>
    Promise.all(
      files.map(
        async ({ path, sha }) => [path, await forge.blob(sha, signal)] as const,
      ),
    );
  const experiments = await Promise.all(
    [...names].sort().map(async name => ({
      name,
      files: Object.fromEntries(
        await read(
          all.filter(
            ({ path }) =>
              path.startsWith(`${EXPERIMENTS_FOLDER}/${name}/`) &&
              TEXT.test(path),
          ),
        ),
      ),
    })),
  );
  const claims = await read(
    all.filter(({ path }) => claimFiles.has(path) && namespaceOf(path)),
  );
  return {
    experiments: experiments.filter(
      ({ files }) => Object.keys(files).length > 0,
    ),
    claims: claims.map(([file, text]) => ({
      file,
      namespace: namespaceOf(file)!,
      text,
    })),
  };
}
