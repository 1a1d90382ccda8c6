import {
  Application,
  Manifest,
  PlatformTree,
  allApplications,
  flat,
  overlay,
  overlayApplications,
  overlays,
  waveOf,
} from '../tree';

const EXTENDED = 'platform/hub/apps/extended/';

/** The hub that an overlay is for: `local-claims` is what `local` has later. */
const hubOf = (overlayName: string) => overlayName.split('-')[0];

/** A node's id; Mermaid takes no dashes. */
const id = (name: string) => name.replace(/[^a-z0-9]/gi, '_');

interface Node {
  name: string;
  wave: number;
  parent: string;
  environments: string[];
}

function nodesOf(tree: PlatformTree): Node[] {
  const nodes = new Map<string, Node>();
  const add = (all: Application[], parent: string, environment: string) => {
    for (const { name, wave, children } of all) {
      const node = nodes.get(name) ?? { name, wave, parent, environments: [] };
      node.environments.push(hubOf(environment));
      nodes.set(name, node);
      add(children, name, environment);
    }
  };
  overlays(tree).forEach(environment =>
    add(overlayApplications(tree, environment), 'hub', environment),
  );
  return [...nodes.values()].sort(
    (a, b) => a.wave - b.wave || a.name.localeCompare(b.name),
  );
}

/** What an ApplicationSet makes one Application of each of. */
function foldersOf({ spec }: Manifest): string {
  const { generators = [] } = spec as {
    generators?: { git?: { directories?: { path: string }[] } }[];
  };
  return generators
    .flatMap(({ git }) => git?.directories ?? [])
    .map(({ path }) => path)
    .join(', ');
}

/** ApplicationSets of any overlay, by name. */
function setsOf(tree: PlatformTree) {
  const sets = overlays(tree)
    .flatMap(name => overlay(tree, name))
    .filter(({ manifest }) => manifest.kind === 'ApplicationSet');
  return [
    ...new Map(
      sets.map(({ manifest }) => [manifest.metadata!.name!, manifest]),
    ),
  ];
}

/**
 * The hierarchy of Applications as a Mermaid flowchart: who makes whom, in
 * which wave, on which hubs; what is off by default with dotted lines.
 */
export function hierarchy(tree: PlatformTree): string {
  const environments = overlays(tree);
  const hubs = new Set(environments.map(hubOf));
  const nodes = nodesOf(tree);
  const on = new Set(
    environments.flatMap(name =>
      flat(overlayApplications(tree, name)).map(one => one.name),
    ),
  );
  const off = allApplications(tree)
    .filter(({ file }) => file.startsWith(EXTENDED))
    .map(({ manifest }) => manifest)
    .filter(({ metadata }) => !on.has(metadata!.name!));
  const where = (names: string[]) =>
    names.length === hubs.size ? 'every hub' : names.join(', ');
  return [
    'flowchart LR',
    '  hub["hub<br/>the root, by the bootstrap"]',
    ...nodes.map(
      ({ name, wave, parent, environments: names }) =>
        `  ${id(parent)} --> ${id(name)}["${name}<br/>wave ${wave}, ${where(
          names,
        )}"]`,
    ),
    ...off.map(
      manifest =>
        `  hub -.-> ${id(manifest.metadata!.name!)}["${
          manifest.metadata!.name
        }<br/>wave ${waveOf(manifest)}, off"]`,
    ),
    ...setsOf(tree).flatMap(([name, set]) => [
      `  hub --> ${id(name)}[["ApplicationSet ${name}<br/>wave ${waveOf(
        set,
      )}"]]`,
      `  ${id(name)} --> ${id(name)}_each["one per ${foldersOf(set)}"]`,
    ]),
    '  experiments --> template["WorkflowTemplate experiment"]',
    '  template -. each run makes, and removes .-> run["one per run and cluster"]',
  ].join('\n');
}
