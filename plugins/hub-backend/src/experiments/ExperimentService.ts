import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Availability,
  BroughtTemplate,
  CATALOG_TYPE_EXPERIMENT,
  Experiment,
  ExperimentInputs,
  experimentPaths,
  ExperimentWorkflow,
  isBesideWorkflow,
  Issue,
  nameIsTaken,
  parseExperimentWorkflow,
  RunInput,
  validateExperimentName,
} from '@illm-lab/plugin-hub-common';
import { HubExperimentResource } from '@illm-lab/plugin-hub-node';
import { BrokenExperimentError } from '../errors';
import { toRun } from '../runs/rows';
import { RunStore } from '../runs/RunStore';
import { RepositoryReader } from './RepositoryReader';

/** An experiment's workflow at one commit. */
export interface WorkflowAtCommit {
  commit: string;
  workflow: ExperimentWorkflow;
  /** WorkflowTemplates that go with each run. */
  templates: BroughtTemplate[];
  inputs: RunInput[];
}

/** Experiments in the catalog and in the repository. */
export class ExperimentService {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      repository: RepositoryReader;
      store: RunStore;
      portalUrl: string;
    },
  ) {}

  /** The experiments that these credentials may see, each with its last run. */
  async list(credentials: BackstageCredentials): Promise<Experiment[]> {
    const { catalog, store, portalUrl } = this.options;
    const [{ items }, lastRuns] = await Promise.all([
      catalog.getEntities(
        { filter: { kind: 'Component', 'spec.type': CATALOG_TYPE_EXPERIMENT } },
        { credentials },
      ),
      store.lastRuns(),
    ]);
    return items
      .map(entity => {
        const { name, title, description } = entity.metadata;
        const lastRun = lastRuns.get(name);
        return {
          name,
          entityRef: stringifyEntityRef(entity),
          title: title ?? name,
          description: description ?? null,
          owner: ownerOf(entity) ?? null,
          ...(lastRun && {
            lastRun: toRun(lastRun, portalUrl, { stages: false }),
          }),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /**
   * An experiment's entity, as these credentials see it.
   *
   * @throws NotFoundError when there is none
   */
  async entity(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity =
      validateExperimentName(name).length === 0
        ? await this.options.catalog.getEntityByRef(
            { kind: 'Component', namespace: 'default', name },
            { credentials },
          )
        : undefined;
    if (!entity || entity.spec?.type !== CATALOG_TYPE_EXPERIMENT) {
      throw new NotFoundError(
        `The catalog has no experiment “${name}”. A new one appears a few seconds after its pull request is merged.`,
      );
    }
    return entity;
  }

  /** Experiments as permissions see them; undefined for those not there. */
  async resources(
    names: string[],
  ): Promise<(HubExperimentResource | undefined)[]> {
    const { auth, catalog } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: names.map(name =>
          stringifyEntityRef({
            kind: 'Component',
            namespace: 'default',
            name: name || 'none',
          }),
        ),
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.map((entity, index) =>
      entity?.spec?.type === CATALOG_TYPE_EXPERIMENT
        ? { name: names[index], owner: ownerOf(entity) }
        : undefined,
    );
  }

  /** What a run of an experiment takes; see {@link ExperimentService.workflow}. */
  async inputs(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<ExperimentInputs> {
    await this.entity(name, credentials);
    const { commit, inputs } = await this.workflow(name);
    return { experiment: name, commit, inputs };
  }

  /**
   * The experiment's workflow at the main branch's last commit.
   *
   * @throws BrokenExperimentError when it is missing or broken, saying where
   */
  async workflow(name: string): Promise<WorkflowAtCommit> {
    const { repository } = this.options;
    const commit = await repository.head();
    const path = experimentPaths(name).workflow;
    const text = await repository.read(path, commit);
    const at = `${path} at ${commit.slice(0, 7)}`;
    if (text === undefined) {
      throw new BrokenExperimentError(`There is no ${at}.`, [
        {
          path,
          message: 'The file is missing.',
          remedy: 'Add it, or choose another experiment.',
        },
      ]);
    }
    const parsed = parseExperimentWorkflow(
      text,
      await this.besideWorkflow(name, commit),
    );
    if ('issues' in parsed) {
      throw new BrokenExperimentError(
        `${at} is broken, so it can't be run.`,
        parsed.issues,
      );
    }
    return { commit, ...parsed };
  }

  /** The YAML files beside the workflow's own, by name. */
  private async besideWorkflow(name: string, commit: string) {
    const { repository } = this.options;
    const { workflowFolder } = experimentPaths(name);
    const files = await repository.filesIn(workflowFolder, commit);
    const names = files
      .map(path => path.slice(workflowFolder.length + 1))
      .filter(isBesideWorkflow);
    const texts = await Promise.all(
      names.map(async one => [
        one,
        (await repository.read(`${workflowFolder}/${one}`, commit)) ?? '',
      ]),
    );
    return Object.fromEntries(texts) as Record<string, string>;
  }

  /**
   * Whether a new experiment may have this name, as the template's action decides
   * it: nothing in the main branch and nothing in the catalog has it.
   */
  async availability(name: string): Promise<Availability> {
    const [issue] = validateExperimentName(name);
    if (issue) {
      return {
        name,
        available: false,
        reason: `${issue.message} ${issue.remedy}`,
      };
    }
    const taken = await this.taken(name);
    return taken
      ? {
          name,
          available: false,
          reason: taken.message,
        }
      : { name, available: true };
  }

  private async taken(name: string): Promise<Issue | undefined> {
    const { auth, catalog, repository } = this.options;
    const { folder } = experimentPaths(name);
    if (await repository.hasFolder(folder, await repository.head())) {
      return nameIsTaken(`${folder} is in the repository`);
    }
    const ref = `component:default/${name}`;
    // What the person may not see has its name all the same.
    const entity = await catalog.getEntityByRef(ref, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    return entity && nameIsTaken(`${ref} is in the catalog`);
  }
}

/** The owner as the catalog has resolved it, else as it is written. */
function ownerOf(entity: Entity): string | undefined {
  const relation = entity.relations?.find(r => r.type === RELATION_OWNED_BY);
  if (relation) {
    return relation.targetRef;
  }
  const { owner } = entity.spec ?? {};
  return typeof owner === 'string' && owner
    ? stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'Group' }))
    : undefined;
}
