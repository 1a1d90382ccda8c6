import { Located, Manifest, PlatformTree } from './PlatformTree';
import { resolve } from './kustomization';

const APPS = 'platform/hub/apps';
const OVERLAYS = `${APPS}/overlays`;
const WAVE = 'argocd.argoproj.io/sync-wave';
const NEEDS = 'illm.lab/needs';

/** Where an Application takes its objects from. */
export interface Source {
  repoURL: string;
  targetRevision?: string;
  path?: string;
  chart?: string;
  ref?: string;
  helm?: { valueFiles?: string[] };
  directory?: { include?: string };
  kustomize?: Record<string, unknown>;
}

/** An Argo CD Application of the tree. */
export interface Application extends Located {
  name: string;
  wave: number;
  /** Names of the Applications that must be healthy before. */
  needs: string[];
  sources: Source[];
  /** The Applications that this one makes, if it makes any. */
  children: Application[];
}

export const isApplication = ({ kind, apiVersion }: Manifest) =>
  kind === 'Application' && apiVersion?.startsWith('argoproj.io/');

/** The sync wave of an object. */
export const waveOf = ({ metadata }: Manifest) =>
  Number(metadata?.annotations?.[WAVE] ?? 0);

/** The sources of an Application or of an ApplicationSet's template. */
export function sourcesOf({ spec = {} }: Manifest): Source[] {
  const { source, sources } = spec as { source?: Source; sources?: Source[] };
  return sources ?? (source ? [source] : []);
}

/** Names of the overlays, one per environment. */
export const overlays = (tree: PlatformTree): string[] =>
  [
    ...new Set(
      [...tree.files.keys()]
        .filter(file => file.startsWith(`${OVERLAYS}/`))
        .map(file => file.split('/')[4]),
    ),
  ].sort();

/** The Applications of a folder of the tree, with those that they make. */
export function applicationsIn(
  tree: PlatformTree,
  folder: string,
): Application[] {
  return resolve(tree, folder)
    .filter(({ manifest }) => isApplication(manifest))
    .map(({ file, manifest }) => {
      const sources = sourcesOf(manifest);
      const needs = manifest.metadata?.annotations?.[NEEDS];
      return {
        file,
        manifest,
        name: manifest.metadata!.name!,
        wave: waveOf(manifest),
        needs: needs ? needs.split(',').map(name => name.trim()) : [],
        sources,
        children: sources.flatMap(source =>
          source.path?.startsWith(`${APPS}/`)
            ? applicationsIn(tree, source.path)
            : [],
        ),
      };
    })
    .sort((a, b) => a.wave - b.wave || a.name.localeCompare(b.name));
}

/** All objects of an environment's overlay. */
export const overlay = (tree: PlatformTree, name: string) =>
  resolve(tree, `${OVERLAYS}/${name}`);

/** An environment's Applications, in the order of their waves. */
export const overlayApplications = (tree: PlatformTree, name: string) =>
  applicationsIn(tree, `${OVERLAYS}/${name}`);

/** Every Application of the tree, those of services that are off too. */
export const allApplications = (tree: PlatformTree): Located[] =>
  tree
    .manifests(APPS)
    .filter(({ manifest }) => isApplication(manifest))
    .filter(({ manifest }) => !('$patch' in manifest));

/** Applications and those that they make, as one list. */
export const flat = (applications: Application[]): Application[] =>
  applications.flatMap(application => [
    application,
    ...flat(application.children),
  ]);
