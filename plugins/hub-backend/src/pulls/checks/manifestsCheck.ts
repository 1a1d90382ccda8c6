import { CLAIM_GROUP, ClaimKind, FileIssue } from '@illm-lab/plugin-hub-common';
import { askClaim } from './askClaim';
import { DEFINABLE, definitionPath, DEFINITIONS_NAMESPACE } from './apiPaths';
import { PullContents } from './contents';
import { DryRun, NotAsked } from './DryRun';
import { definitionsOf, Manifest, manifestsIn } from './manifests';
import { found, Outcome, skipped, unasked } from './outcome';

/**
 * Whether the hub's API server would take what the pull request defines: asked
 * of the server itself, as a dry run, so that its schemas, rules and policies
 * are the judge.
 */
export async function manifestsCheck(
  { experiments, claims }: PullContents,
  deps: { dryRun: DryRun; kinds: () => Promise<ClaimKind[]> },
  signal?: AbortSignal,
): Promise<Outcome> {
  const definitions = experiments.flatMap(definitionsOf);
  const asked = claims.flatMap(({ file, namespace, text }) =>
    manifestsIn(file, text).map(manifest => ({ manifest, namespace })),
  );
  if (definitions.length + asked.length === 0) {
    return skipped('No manifest is added or changed.');
  }
  const broken = [...definitions, ...asked.map(({ manifest }) => manifest)]
    .map(notYaml)
    .filter(issue => issue !== undefined);
  if (broken.length > 0) {
    return found(broken, '');
  }
  try {
    const kinds = asked.length > 0 ? await deps.kinds() : [];
    const issues = [
      ...(await each(definitions, manifest =>
        definition(manifest, deps.dryRun, signal),
      )),
      ...(await each(asked, ({ manifest, namespace }) =>
        claim(manifest, { namespace, kinds, dryRun: deps.dryRun, signal }),
      )),
    ];
    return found(issues, 'The hub’s API server would take all of it.');
  } catch (error) {
    if (error instanceof NotAsked) {
      return unasked(error.message);
    }
    throw error;
  }
}

// one after the other: a few small requests, and the server has other work
async function each<T>(
  items: T[],
  ask: (item: T) => Promise<FileIssue[]>,
): Promise<FileIssue[]> {
  const all: FileIssue[] = [];
  for (const item of items) all.push(...(await ask(item)));
  return all;
}

function notYaml({ file, document }: Manifest): FileIssue | undefined {
  const [error] = document.errors;
  return (
    error && {
      file,
      path: '',
      message: `The file is not valid YAML: ${
        error.message.split(' at line ')[0]
      }.`,
      remedy: 'Correct the YAML.',
      line: error.linePos?.[0].line,
    }
  );
}

const atKind = (
  { file, document, lines, object }: Manifest,
  message: string,
  remedy: string,
): FileIssue[] => [
  {
    file,
    path: 'kind',
    message: `${object.kind ?? 'An object without kind'} ${message}`,
    remedy,
    line: lines.linePos(document.range?.[0] ?? 0).line,
  },
];

async function definition(
  manifest: Manifest,
  dryRun: DryRun,
  signal?: AbortSignal,
): Promise<FileIssue[]> {
  const path = definitionPath(manifest.object);
  if (!path) {
    return atKind(
      manifest,
      'can’t be defined by an experiment.',
      `It may have ${DEFINABLE.join(', ')}.`,
    );
  }
  const { metadata } = manifest.object;
  const namespaced: Manifest = {
    ...manifest,
    object: {
      ...manifest.object,
      metadata: { ...metadata, namespace: DEFINITIONS_NAMESPACE },
    },
  };
  return dryRun.ask(namespaced, path, { apply: false }, signal);
}

async function claim(
  manifest: Manifest,
  options: {
    namespace: string;
    kinds: ClaimKind[];
    dryRun: DryRun;
    signal?: AbortSignal;
  },
): Promise<FileIssue[]> {
  const { namespace, kinds, dryRun, signal } = options;
  const { object } = manifest;
  if (object.apiVersion === 'v1' && object.kind === 'Namespace') {
    return dryRun.ask(
      manifest,
      `/api/v1/namespaces/${object.metadata?.name}`,
      { apply: true },
      signal,
    );
  }
  const kind = kinds.find(one => one.kind === object.kind);
  if (!kind || !object.apiVersion?.startsWith(`${CLAIM_GROUP}/`)) {
    return atKind(
      manifest,
      'is nothing that can be claimed.',
      `There is ${kinds.map(one => one.kind).join(', ')}.`,
    );
  }
  return askClaim(manifest, { namespace, kind, dryRun, signal });
}
