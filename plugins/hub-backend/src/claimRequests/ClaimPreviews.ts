import { NotFoundError, stringifyError } from '@backstage/errors';
import {
  CLAIM_GROUP,
  CLAIM_PRICES_FILE,
  ClaimKind,
  claimPaths,
  ClaimPreview,
  ClaimPreviewRequest,
  Estimate,
  estimateCost,
  Issue,
  LABEL_EXPERIMENT,
  parsePriceBook,
  validateCostLabels,
  withDefaults,
  writeYaml,
} from '@illm-lab/plugin-hub-common';
import { ClaimComposer, KubernetesObject } from '@illm-lab/plugin-hub-node';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { checkClaim } from './checkClaim';
import { Claim } from './claim';
import { ClaimKinds } from './ClaimKinds';
import { claimIn, editClaim } from './editClaim';
import { ClaimJudge, Judgement } from './judgeClaim';

const SCHEMA_LINE =
  '# Asked for in the portal; a change is a change of this file.\n';

/** What a claim would look like, be made of and cost, before it is asked for. */
export class ClaimPreviews {
  constructor(
    private readonly options: {
      kinds: ClaimKinds;
      repository: RepositoryReader;
      /** Without one only the claim itself is shown. */
      composer: () => ClaimComposer | undefined;
      /** The hub's API server, whose word on rules counts. */
      judge: ClaimJudge;
    },
  ) {}

  /**
   * Checks and composes a claim; what is wrong with it is part of the answer.
   *
   * @throws NotFoundError when there is no such kind
   * @throws ServiceUnavailableError when the repository can't be read
   */
  async preview(request: ClaimPreviewRequest): Promise<ClaimPreview> {
    const { kinds, repository } = this.options;
    const all = await kinds.list();
    const kind = all.find(one => one.kind === request.kind);
    if (!kind) {
      throw new NotFoundError(
        [
          `There is no kind ${request.kind}.`,
          `There is ${all.map(one => one.kind).join(', ') || 'none'}.`,
          ...kinds.broken,
        ].join(' '),
      );
    }
    const claim = toClaim(request, kind);
    const paths = claimPaths(request.team);
    const path = paths.claim(kind.kind, request.name);
    const misnamed = checkNames(request);
    if (misnamed.length > 0) {
      // Nothing is read by a name that is none.
      const manifest = SCHEMA_LINE + writeYaml(claim);
      return { path, manifest, issues: misnamed, resources: [] };
    }
    const commit = await repository.head();
    const [present, namespace] = await Promise.all([
      repository.read(path, commit),
      repository.read(paths.namespaceFile, commit),
    ]);
    const before = present === undefined ? undefined : claimIn(present, claim);
    const write = (one: Claim) =>
      request.change && present && before
        ? editClaim(present, { ...one, spec: request.spec }, kind.spec)
        : SCHEMA_LINE + writeYaml(one);
    const misfits = checkClaim(kind, claim);
    const judged: Judgement =
      misfits.length > 0
        ? { issues: misfits }
        : await this.options.judge(kind, { path, text: write(claim) });
    const issues = [
      ...validateCostLabels({ ...request.labels, team: request.team }),
      ...judged.issues,
      ...taken(request, path, { file: present, claim: before }),
    ];
    const composed =
      issues.length > 0 ? { resources: [], issues: [] } : this.compose(claim);
    const estimate =
      composed.resources.length > 0
        ? await this.estimate(composed.resources, commit)
        : undefined;
    return {
      path,
      manifest: write(annotated(claim, estimate)),
      ...(present !== undefined && { before: present }),
      ...(namespace === undefined && {
        namespace: {
          path: paths.namespaceFile,
          manifest: writeYaml(namespaceOf(claim)),
        },
      }),
      issues: [...issues, ...composed.issues],
      ...(judged.unchecked && { unchecked: judged.unchecked }),
      resources: composed.resources.map(one => ({
        apiVersion: one.apiVersion,
        kind: one.kind,
        name: one.metadata.name,
        manifest: writeYaml(one),
      })),
      ...(estimate && { estimate }),
    };
  }

  /**
   * What a claim that is written already would be made of and cost.
   *
   * @returns the estimate where there are a composer and a price book, or why
   *   it can't be composed
   * @throws ServiceUnavailableError when the repository can't be read
   */
  async assess(
    claim: Claim,
  ): Promise<{ problem?: string; estimate?: Estimate }> {
    const { resources, issues } = this.compose(claim);
    if (issues.length > 0) return { problem: issues[0].message };
    if (!this.options.composer()) return {};
    const commit = await this.options.repository.head();
    return { estimate: await this.estimate(resources, commit) };
  }

  private compose(claim: Claim): {
    resources: KubernetesObject[];
    issues: Issue[];
  } {
    const composer = this.options.composer();
    if (!composer) return { resources: [], issues: [] };
    try {
      return { resources: composer.compose(claim), issues: [] };
    } catch (error) {
      const message = stringifyError(error).replace(/^ClaimError: /, '');
      const remedy = 'Change what it speaks of.';
      return { resources: [], issues: [{ path: 'spec', message, remedy }] };
    }
  }

  /** Without a price book nothing is estimated, and nothing else suffers. */
  private async estimate(
    resources: KubernetesObject[],
    commit: string,
  ): Promise<Estimate | undefined> {
    const text = await this.options.repository.read(CLAIM_PRICES_FILE, commit);
    if (text === undefined) return undefined;
    // Secrets and orders of deletion are the hub's own and cost nothing.
    const priced = resources.filter(({ apiVersion }) =>
      /\.upbound\.io\//.test(apiVersion),
    );
    return estimateCost(priced, parsePriceBook(text));
  }
}

function toClaim(request: ClaimPreviewRequest, kind: ClaimKind): Claim {
  const { name, team, labels, experiment, spec, requestedBy } = request;
  return {
    apiVersion: `${CLAIM_GROUP}/${kind.version}`,
    kind: kind.kind,
    metadata: {
      name,
      namespace: claimPaths(team).namespace,
      labels: {
        ...labels,
        team,
        ...(experiment && { [LABEL_EXPERIMENT]: experiment }),
      },
      ...(requestedBy && {
        annotations: { 'illm.lab/requested-by': requestedBy },
      }),
    },
    // Said in full, so that a changed default changes nothing that is there.
    spec: withDefaults(kind.spec, spec),
  };
}

/** The estimate goes with the claim, to be held against what it really costs. */
function annotated(claim: Claim, estimate?: Estimate): Claim {
  // An annotation of 0.00 would say that it costs nothing.
  if (!estimate || estimate.monthly === null) return claim;
  const { metadata } = claim;
  return {
    ...claim,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        'illm.lab/monthly-estimate': `${estimate.monthly.toFixed(2)} ${
          estimate.currency
        }`,
      },
    },
  };
}

/** A team's first claim brings the team's namespace. */
function namespaceOf({ metadata }: Claim) {
  const { [LABEL_EXPERIMENT]: _, ...labels } = metadata.labels ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: metadata.namespace, labels },
  };
}

/** Kubernetes' rule for a label (RFC 1123), by which namespaces and claims are named. */
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A claim's name and its team become names of objects and files. */
function checkNames({ name, team }: ClaimPreviewRequest): Issue[] {
  return Object.entries({ name, team }).flatMap(([path, value]) =>
    LABEL.test(value)
      ? []
      : {
          path,
          message: `${JSON.stringify(value)} is no name.`,
          remedy:
            'Use small letters, digits and hyphens; begin and end with a letter or a digit.',
        },
  );
}

function taken(
  { name, change }: ClaimPreviewRequest,
  path: string,
  before: { file?: string; claim?: Claim },
): Issue[] {
  if (!change && before.file !== undefined) {
    const message = `The name is taken: ${path} is in the repository.`;
    const remedy = 'Choose another, or press Change on the page of that claim.';
    return [{ path: 'name', message, remedy }];
  }
  if (change && !before.claim) {
    const message = `There is no ${name} to change: ${path} is not in the repository.`;
    return [{ path: 'name', message, remedy: 'Ask for a new one.' }];
  }
  return [];
}
