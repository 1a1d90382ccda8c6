import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_MEMBER,
  RELATION_OWNER_OF,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  addRunCounts,
  CATALOG_TYPE_COST_CENTER,
  CATALOG_TYPE_EXPERIMENT,
  CATALOG_TYPE_TEAM,
  CLUSTER_ROLES,
  CostCenter,
  ExperimentFacts,
  LABEL_CLUSTER_ROLE,
  noRuns,
  RunCounts,
  Team,
} from '@illm-lab/plugin-hub-common';
import { RunFacts } from './RunFacts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Over how many days teams and cost centers count runs. */
const WINDOW_DAYS = 30;

/** Teams, cost centers and experiments: the catalog joined with the history. */
export class CatalogViews {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      facts: RunFacts;
      /** The time; for tests. */
      now?: () => number;
    },
  ) {}

  /** The teams that these credentials may see, by name. */
  async teams(credentials: BackstageCredentials): Promise<Team[]> {
    const [groups, experiments, runs] = await Promise.all([
      this.groups(CATALOG_TYPE_TEAM, credentials),
      this.experimentNames(credentials),
      this.recentRuns(),
    ]);
    return groups.map(group => {
      const owned = related(group, RELATION_OWNER_OF).filter(ref =>
        experiments.has(ref),
      );
      const names = owned.map(ref => parseEntityRef(ref).name).sort();
      return {
        ...head(group),
        costCenters: related(group, RELATION_CHILD_OF),
        members: related(group, RELATION_HAS_MEMBER),
        experiments: names,
        runs: runsOf(names, runs),
      };
    });
  }

  /** The cost centers that these credentials may see, by name. */
  async costCenters(credentials: BackstageCredentials): Promise<CostCenter[]> {
    const [groups, teams, runs] = await Promise.all([
      this.groups(CATALOG_TYPE_COST_CENTER, credentials),
      this.teams(credentials),
      this.recentRuns(),
    ]);
    const byRef = new Map(teams.map(team => [team.entityRef, team]));
    return groups.map(group => {
      const paid = related(group, RELATION_PARENT_OF);
      const names = paid
        .flatMap(ref => byRef.get(ref)?.experiments ?? [])
        .sort();
      return {
        ...head(group),
        teams: paid,
        experiments: names,
        runs: runsOf(names, runs),
      };
    });
  }

  /** What is known of each experiment that these credentials may see. */
  async experiments(
    credentials: BackstageCredentials,
  ): Promise<ExperimentFacts[]> {
    const { catalog, facts } = this.options;
    const [{ items }, clusters, counts, trends] = await Promise.all([
      catalog.getEntities(
        {
          filter: { kind: 'Component', 'spec.type': CATALOG_TYPE_EXPERIMENT },
          fields: ['kind', 'metadata', 'relations'],
        },
        { credentials },
      ),
      this.clusterRoles(credentials),
      facts.counts(),
      facts.trends(),
    ]);
    return items
      .map(entity => {
        const experiment = entity.metadata.name;
        return {
          experiment,
          clusters: related(entity, RELATION_DEPENDS_ON).flatMap(entityRef => {
            const role = clusters.get(entityRef);
            return role ? [{ entityRef, role }] : [];
          }),
          runs: counts.get(experiment) ?? noRuns(),
          trend: trends.get(experiment) ?? [],
        };
      })
      .sort((a, b) => a.experiment.localeCompare(b.experiment));
  }

  /**
   * Runs since a time.
   *
   * @throws InputError when that is no time
   */
  async activity(since: string): Promise<RunCounts> {
    const time = Date.parse(since);
    if (Number.isNaN(time)) {
      throw new InputError(
        `since is “${since}”, which is no time. Use RFC 3339, such as 2026-11-23T00:00:00Z.`,
      );
    }
    const counts = await this.options.facts.counts(
      new Date(time).toISOString(),
    );
    return addRunCounts(counts.values());
  }

  private recentRuns() {
    const now = this.options.now?.() ?? Date.now();
    return this.options.facts.counts(
      new Date(now - WINDOW_DAYS * DAY_MS).toISOString(),
    );
  }

  private async groups(type: string, credentials: BackstageCredentials) {
    const { items } = await this.options.catalog.getEntities(
      { filter: { kind: 'Group', 'spec.type': type } },
      { credentials },
    );
    return items.sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));
  }

  private async experimentNames(credentials: BackstageCredentials) {
    const { items } = await this.options.catalog.getEntities(
      {
        filter: { kind: 'Component', 'spec.type': CATALOG_TYPE_EXPERIMENT },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return new Set(items.map(entity => stringifyEntityRef(entity)));
  }

  private async clusterRoles(credentials: BackstageCredentials) {
    const { items } = await this.options.catalog.getEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${LABEL_CLUSTER_ROLE}`]: [...CLUSTER_ROLES],
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials },
    );
    return new Map(
      items.flatMap(entity => {
        const given = entity.metadata.annotations?.[LABEL_CLUSTER_ROLE];
        const role = CLUSTER_ROLES.find(one => one === given);
        return role ? [[stringifyEntityRef(entity), role] as const] : [];
      }),
    );
  }
}

function head(entity: Entity) {
  const { name, title, description } = entity.metadata;
  return {
    name,
    entityRef: stringifyEntityRef(entity),
    title: title ?? name,
    description: description ?? null,
  };
}

/** What an entity is related to in this way, as the catalog has resolved it. */
function related({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef)
    .sort();
}

function runsOf(names: string[], runs: Map<string, RunCounts>): RunCounts {
  return addRunCounts(names.flatMap(name => runs.get(name) ?? []));
}
