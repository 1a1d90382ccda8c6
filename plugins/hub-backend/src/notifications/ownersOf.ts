import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { EXPERIMENTS_FOLDER } from '@illm-lab/plugin-hub-common';
import { parseAllDocuments } from 'yaml';
import { ForgeChange } from '../forge/shapes';
import { namespaceOf } from '../claims/readClaims';

const CATALOG_FILE = 'catalog-info.yaml';

/** Namespaces of claims are called after their team. */
const NAMESPACE = /^team-(.+)$/;

/**
 * The teams that own what a pull request changes, as entity refs: of an experiment
 * by the catalog, and where that does not know it yet by the experiment's file.
 */
export async function ownersOf(
  changes: ForgeChange[],
  from: {
    /** Text of a file, by its blob. */
    read: (sha: string) => Promise<string>;
    /** Owner of an experiment that the catalog has. */
    ownerOf: (experiment: string) => Promise<string | undefined>;
  },
): Promise<string[]> {
  const owners = await Promise.all(
    [...new Set(changes.flatMap(experimentOf))].map(async name => {
      const known = await from.ownerOf(name);
      if (known) return known;
      const file = changes.find(
        ({ filename }) =>
          filename === `${EXPERIMENTS_FOLDER}/${name}/${CATALOG_FILE}`,
      );
      return file?.sha ? declaredOwner(await from.read(file.sha)) : undefined;
    }),
  );
  return [...new Set([...owners, ...changes.map(claimOwner)])].filter(
    owner => owner !== undefined,
  );
}

function experimentOf({ filename }: ForgeChange): string[] {
  const [folder, name, rest] = filename.split('/');
  return folder === EXPERIMENTS_FOLDER && name && rest ? [name] : [];
}

function claimOwner({ filename }: ForgeChange): string | undefined {
  const team = NAMESPACE.exec(namespaceOf(filename) ?? '')?.[1];
  return team && `group:default/${team}`;
}

/** The first owner in a file of the catalog. */
function declaredOwner(text: string): string | undefined {
  for (const document of parseAllDocuments(text)) {
    const owner = document.getIn(['spec', 'owner']);
    if (typeof owner === 'string') {
      return stringifyEntityRef(
        parseEntityRef(owner, {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      );
    }
  }
  return undefined;
}
