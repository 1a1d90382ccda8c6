import { CLUSTER_ROLES, experimentPaths } from '@illm-lab/plugin-hub-common';
import { Document, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { ExperimentFiles } from './contents';

/** One object of a file, and where it stands. */
export interface Manifest {
  file: string;
  document: Document;
  lines: LineCounter;
  object: ManifestObject;
}

/** An object as it is written; nothing of it has been checked. */
export interface ManifestObject {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; namespace?: string };
}

/** The objects of a file; what is no YAML is in `errors` of its document. */
export function manifestsIn(file: string, text: string): Manifest[] {
  const lines = new LineCounter();
  return [...parseAllDocuments(text, { lineCounter: lines })]
    .map(document => ({
      file,
      document,
      lines,
      object: (document.errors.length > 0
        ? {}
        : document.toJS() ?? {}) as ManifestObject,
    }))
    .filter(
      ({ document, object }) =>
        document.errors.length > 0 || Object.keys(object).length > 0,
    );
}

const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/**
 * The objects that Argo CD takes from an experiment's folders: of a folder with
 * a kustomization the files that it lists, since others are patches. A Helm
 * chart is rendered by Argo CD alone and left to it.
 */
export function definitionsOf({ name, files }: ExperimentFiles): Manifest[] {
  const paths = Object.keys(files);
  return CLUSTER_ROLES.flatMap(role => {
    const folder = experimentPaths(name).argocd(role);
    const here = paths.filter(path => path.startsWith(`${folder}/`));
    if (here.includes(`${folder}/Chart.yaml`)) return [];
    const kustomization = KUSTOMIZATIONS.map(file => `${folder}/${file}`).find(
      file => here.includes(file),
    );
    const chosen = kustomization
      ? resourcesOf(files[kustomization]).map(file => `${folder}/${file}`)
      : here;
    return here
      .filter(path => chosen.includes(path) && /\.ya?ml$/.test(path))
      .flatMap(path => manifestsIn(path, files[path]));
  });
}

function resourcesOf(text: string): string[] {
  const document = parseDocument(text);
  const value = document.errors.length > 0 ? undefined : document.toJS();
  const listed: unknown = value?.resources;
  return Array.isArray(listed)
    ? listed.map(one => String(one).replace(/^\.\//, ''))
    : [];
}
