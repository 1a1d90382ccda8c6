import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { REPO_ROOT } from '../root';
import {
  Manifest,
  PlatformTree,
  allApplications,
  overlays,
  sourcesOf,
} from '../tree';
import { build, buildApps, moduleFolder } from './tools';

/**
 * Where the definitions of what the manifests use are, by module of the Go
 * proxy. Argo's are on the hub already.
 */
const DEFINITIONS: { module: string; files: string[] }[] = [
  {
    // renovate: datasource=go depName=github.com/cert-manager/cert-manager
    module: 'github.com/cert-manager/cert-manager@v1.21.1',
    files: ['certificates', 'clusterissuers'].map(
      name => `deploy/crds/cert-manager.io_${name}.yaml`,
    ),
  },
  {
    // renovate: datasource=go depName=github.com/cloudnative-pg/cloudnative-pg
    module: 'github.com/cloudnative-pg/cloudnative-pg@v1.30.1',
    files: ['clusters', 'scheduledbackups'].map(
      name => `config/crd/bases/postgresql.cnpg.io_${name}.yaml`,
    ),
  },
  {
    // renovate: datasource=go depName=github.com/cloudnative-pg/plugin-barman-cloud
    module: 'github.com/cloudnative-pg/plugin-barman-cloud@v0.14.0',
    files: ['config/crd/bases/barmancloud.cnpg.io_objectstores.yaml'],
  },
  {
    // The newest that the proxy has; the version v1 of both kinds is the same.
    // renovate: datasource=go depName=github.com/external-secrets/external-secrets
    module: 'github.com/external-secrets/external-secrets@v0.20.4',
    files: ['externalsecrets', 'secretstores'].map(
      name => `config/crds/bases/external-secrets.io_${name}.yaml`,
    ),
  },
  {
    // renovate: datasource=go depName=go.universe.tf/metallb
    module: 'go.universe.tf/metallb@v0.16.1',
    files: ['ipaddresspools', 'l2advertisements'].map(
      name => `config/crd/bases/metallb.io_${name}.yaml`,
    ),
  },
];

const objects = (text: string): Manifest[] =>
  parseAllDocuments(text)
    .map(document => document.toJS() as Manifest | null)
    .filter(document => document !== null);

/** The real definitions of the kinds that only hubs of containers have. */
export async function definitions(): Promise<Manifest[]> {
  const texts = [];
  for (const { module, files } of DEFINITIONS) {
    const folder = await moduleFolder(module);
    texts.push(
      ...files.map(file => readFileSync(path.join(folder, file), 'utf8')),
    );
  }
  return texts.flatMap(objects);
}

const ANNOTATIONS = {
  'illm.lab/repository': 'https://git.example.org/fork/lab.git',
  'illm.lab/branch': 'main',
};

/** An experiment leaves its objects' namespace to whoever syncs them. */
const placed = (found: Manifest[]) =>
  found.map(one => ({
    ...one,
    metadata: { namespace: 'experiment-definitions', ...one.metadata },
  }));

/** The objects of a folder that Argo CD syncs. */
async function synced(tree: PlatformTree, folder: string) {
  return tree.files.has(`${folder}/kustomization.yaml`)
    ? objects(await build(folder))
    : tree.manifests(folder).map(({ manifest }) => manifest);
}

/** What each environment, service and experiment applies, by where it is. */
export async function environments(
  tree: PlatformTree,
): Promise<Map<string, Manifest[]>> {
  const all = new Map<string, Manifest[]>();
  const apps = [
    ...overlays(tree).map(name => `overlays/${name}`),
    'stacks/metrics',
  ];
  for (const folder of apps) {
    all.set(
      `platform/hub/apps/${folder}`,
      objects(await buildApps(folder, ANNOTATIONS)),
    );
  }
  all.set(
    'platform/hub/apps/extended',
    tree.manifests('platform/hub/apps/extended').map(one => one.manifest),
  );
  all.set(
    'platform/hub/bootstrap',
    tree.manifests('platform/hub/bootstrap').map(({ manifest }) => manifest),
  );
  const folders = new Set([
    ...allApplications(tree)
      .flatMap(({ manifest }) => sourcesOf(manifest))
      .flatMap(source => source.path ?? [])
      .filter(folder => folder.startsWith('platform/hub/manifests/')),
    'platform/hub/manifests/argocd',
    ...[...tree.files.keys()].flatMap(
      file => /^experiments\/[^/]+\/[^/]+\/argocd(?=\/)/.exec(file)?.[0] ?? [],
    ),
  ]);
  for (const folder of folders) {
    const found = await synced(tree, folder);
    all.set(folder, folder.startsWith('experiments/') ? placed(found) : found);
  }
  return all;
}

/** The text of a file beside this package's sources. */
export const golden = path.join(
  REPO_ROOT,
  'packages/platform-checks/experiment-applications.txt',
);
