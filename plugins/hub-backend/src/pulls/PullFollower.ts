import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CLUSTER_ROLES,
  DefinitionsProgress,
  EXPERIMENTS_FOLDER,
  ExperimentProgress,
  LABEL_EXPERIMENT,
  PullProgress,
} from '@illm-lab/plugin-hub-common';
import { checksOf } from '../catalog/checksOf';
import { unlessOwnFault } from '../errors';
import { ForgeApi } from '../forge/ForgeApi';
import { authorOf, ForgeChange } from '../forge/shapes';
import { pullClaims } from '../claims/pullClaims';
import { checkRunsOf } from './checkRuns';
import { KubeConnection } from '../kube/KubeConnection';
import {
  APPLICATIONS_PATH,
  DefinitionApplication,
  definitionsProgress,
  removalProgress,
} from './definitions';

/** How long all of the forge's answers together may take, in ms. */
const FORGE_TIMEOUT_MS = 5_000;

/**
 * Follows a pull request from its opening until what it defines can be run: it
 * joins what the forge, Argo CD and the catalog know at this moment.
 */
export class PullFollower {
  constructor(
    private readonly options: {
      forge: Pick<
        ForgeApi,
        'pull' | 'changes' | 'blob' | 'checks' | 'annotations'
      >;
      connection: Pick<KubeConnection, 'get'>;
      catalog: Pick<CatalogService, 'getEntityByRef'>;
      timeoutMs?: number;
    },
  ) {}

  /**
   * One pull request.
   *
   * @throws NotFoundError when there is none of that number
   * @throws ServiceUnavailableError while the forge does not answer
   */
  async get(
    number: number,
    credentials: BackstageCredentials,
  ): Promise<PullProgress> {
    const { pull, files, claims, checks, checkRuns } = await this.askForge(
      number,
    );
    const mergedAt = pull.merged_at ?? undefined;
    const state = mergedAt ? 'merged' : pull.state;
    return {
      number,
      title: pull.title,
      url: pull.html_url,
      author: authorOf(pull.user),
      createdAt: pull.created_at,
      state,
      ...(mergedAt && { mergedAt }),
      ...(checks && { checks }),
      checkRuns,
      experiments: await Promise.all(
        changedExperiments(files).map(changed =>
          this.experiment(changed, { mergedAt, credentials }),
        ),
      ),
      claims,
    };
  }

  private async askForge(number: number) {
    const { forge, timeoutMs = FORGE_TIMEOUT_MS } = this.options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const pull = await forge.pull(number, signal);
      if (pull) {
        const [changes, checks] = await Promise.all([
          forge.changes(pull, signal),
          forge.checks(pull.head.sha, signal),
        ]);
        return {
          pull,
          files: changes,
          claims: await pullClaims(changes, forge, signal),
          checks: checksOf(checks),
          checkRuns: await checkRunsOf(checks, forge, signal),
        };
      }
    } catch (error) {
      unlessOwnFault(error);
      throw new ServiceUnavailableError((error as Error).message);
    }
    throw new NotFoundError(`The forge has no pull request #${number}.`);
  }

  private async experiment(
    { name, roles, removed }: ChangedExperiment,
    options: { mergedAt?: string; credentials: BackstageCredentials },
  ): Promise<ExperimentProgress> {
    const { mergedAt, credentials } = options;
    const [definitions, entity] = await Promise.all([
      this.definitions({ name, roles, removed }, mergedAt),
      this.options.catalog.getEntityByRef(
        { kind: 'Component', namespace: 'default', name },
        { credentials },
      ),
    ]);
    const inCatalog = entity !== undefined;
    const taken =
      definitions.state === 'synced' || definitions.state === 'none';
    return {
      name,
      definitions,
      inCatalog,
      removed,
      ready: !removed && mergedAt !== undefined && inCatalog && taken,
    };
  }

  private async definitions(
    { name, roles, removed }: ChangedExperiment,
    mergedAt: string | undefined,
  ): Promise<DefinitionsProgress> {
    try {
      const { items } = await this.options.connection.get<{
        items: DefinitionApplication[];
      }>(APPLICATIONS_PATH, { labelSelector: `${LABEL_EXPERIMENT}=${name}` });
      return removed
        ? removalProgress(mergedAt, items)
        : definitionsProgress(name, roles, mergedAt, items);
    } catch (error) {
      unlessOwnFault(error);
      return {
        state: 'unknown',
        message: `The hub does not say how far Argo CD is: ${
          (error as Error).message
        }`,
      };
    }
  }
}

interface ChangedExperiment {
  name: string;
  /** Its folders for Argo CD that are changed. */
  roles: string[];
  /** Whether nothing of it is left. */
  removed: boolean;
}

/** An experiment is one by this file; without it there is none. */
const ENTITY_FILE = 'catalog-info.yaml';

function changedExperiments(changes: ForgeChange[]): ChangedExperiment[] {
  const found = new Map<string, { roles: Set<string>; removed: boolean }>();
  for (const { filename, status } of changes) {
    const [folder, name, role, kind, file] = filename.split('/');
    if (folder === EXPERIMENTS_FOLDER && role) {
      const one = found.get(name) ?? { roles: new Set(), removed: false };
      found.set(name, one);
      const isRole = CLUSTER_ROLES.some(known => known === role);
      if (isRole && kind === 'argocd' && file) one.roles.add(role);
      if (role === ENTITY_FILE && status === 'removed') one.removed = true;
    }
  }
  return [...found].map(([name, { roles, removed }]) => ({
    name,
    roles: [...roles],
    removed,
  }));
}
