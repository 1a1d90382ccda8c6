import {
  Service,
  ServiceBlocker,
  ServiceDetail,
  ServiceList,
  ServiceLink,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import {
  Application,
  chartIn,
  isAutomated,
  needsOf,
  revisionOf,
  sourceOf,
} from './argocd/application';
import { FollowedResources } from './argocd/ArgocdSource';
import { keyOf, withoutValues } from './diff/differences';
import { countPods, externalEndpoints, isWebAddress } from './resources/facts';
import { lastOperation } from './argocd/operation';
import { RevisionReader } from './argocd/RevisionReader';
import { resourceTree } from './resources/tree';
import {
  blockersOf,
  describeWaves,
  TroubleReader,
  WaveGroup,
  waveGroups,
  WaveMember,
} from './waves';
import { headline, healthOf, healthStatus, syncReason } from './words';

const LINK = /^link\.argocd\.argoproj\.io\//;
/** Annotations of an Application that say something to the portal. */
const TOLD = /^(backstage\.io|illm\.lab)\//;

/** Puts together what is known of the services; all of it is in memory. */
export class ServiceBook {
  constructor(
    private readonly options: {
      applications: {
        all(): Application[];
        get(name: string): Application | undefined;
        status(): SourceStatus;
      };
      resources(name: string): FollowedResources;
      revisions: RevisionReader;
      portalUrl: string;
    },
  ) {}

  /** All services, in the order in which they are brought up. */
  list(): ServiceList {
    const groups = this.groups();
    return {
      items: groups.flatMap(group =>
        group.waves.flatMap(({ members }) =>
          members
            .filter(({ isService }) => isService)
            .map(member => this.describe(member, group)),
        ),
      ),
      waves: groups.flatMap(describeWaves),
      source: this.options.applications.status(),
    };
  }

  /** One service; undefined when there is none of that name. */
  service(name: string): Service | undefined {
    const found = this.find(name);
    return found && this.describe(found.member, found.group);
  }

  /**
   * One service in full.
   *
   * @param values - whether its visitor may see the values of ConfigMaps
   */
  detail(name: string, values: boolean): ServiceDetail | undefined {
    const found = this.find(name);
    if (!found) {
      return undefined;
    }
    const application = found.member.application;
    const { nodes, known, differences, source } = this.options.resources(name);
    return {
      service: this.describe(found.member, found.group),
      history: application ? this.history(application) : [],
      tree: {
        items: application
          ? resourceTree(application, known ? nodes : undefined)
          : [],
        source,
      },
      differences: {
        items: values ? differences : differences.map(withoutValues),
        source,
      },
      source: this.options.applications.status(),
    };
  }

  private groups(): WaveGroup[] {
    const trouble: TroubleReader = {
      ofService: application => {
        const { state, sentence, health } = this.condition(application, []);
        return state === 'healthy'
          ? undefined
          : {
              text: sentence,
              ill: state !== 'progressing' && state !== 'suspended',
              blocks: health.status !== 'Healthy',
            };
      },
      ofObject: (parent, object) => {
        const { nodes } = this.options.resources(parent.metadata.name);
        const node = nodes.find(one => keyOf(one) === keyOf(object));
        const status = node?.health?.status;
        return !status || status === 'Healthy'
          ? undefined
          : {
              text: `${object.kind} ${object.name}: ${
                node.health?.message || status
              }`,
              ill: status === 'Degraded',
              blocks: true,
            };
      },
    };
    return waveGroups(this.options.applications.all(), trouble);
  }

  private find(
    name: string,
  ): { member: WaveMember; group: WaveGroup } | undefined {
    for (const group of this.groups()) {
      for (const { members } of group.waves) {
        const member = members.find(one => one.isService && one.name === name);
        if (member) {
          return { member, group };
        }
      }
    }
    return undefined;
  }

  private condition(application: Application, blockedBy: ServiceBlocker[]) {
    const { nodes, differences } = this.options.resources(
      application.metadata.name,
    );
    const health = healthOf(application, nodes);
    const given = application.status?.sync?.status;
    const status: Service['sync']['status'] =
      given === 'Synced' || given === 'OutOfSync' ? given : 'Unknown';
    const sync = {
      status,
      reason: syncReason(application, differences.map(withoutValues)),
    };
    return { health, sync, ...headline(application, health, sync, blockedBy) };
  }

  private describe(member: WaveMember, group: WaveGroup): Service {
    const { application, name, wave } = member;
    const blockedBy = member.pending ? blockersOf(group, wave) : [];
    const common = {
      name,
      url: `${this.options.portalUrl}/hub/services/${name}`,
      parent: group.parent?.metadata.name ?? null,
      wave,
      blockedBy,
      dependsOn:
        (application && needsOf(application)) ?? dependencies(group, wave),
    };
    return application
      ? { ...common, ...this.present(application, blockedBy) }
      : { ...common, ...absent(member, group, blockedBy) };
  }

  private present(application: Application, blockedBy: ServiceBlocker[]) {
    const { metadata, spec, status } = application;
    const { nodes, differences, facts } = this.options.resources(metadata.name);
    const { health, sync, state, sentence } = this.condition(
      application,
      blockedBy,
    );
    const automated = spec.syncPolicy?.automated;
    const source = sourceOf(spec);
    const revision = revisionOf(status?.sync ?? {}, spec);
    const pages = source && this.options.revisions.pagesOf(source);
    const targetRevision = source?.targetRevision ?? 'HEAD';
    return {
      project: spec.project,
      namespace: spec.destination?.namespace ?? '',
      state,
      sentence,
      health,
      sync: {
        ...sync,
        automated: isAutomated(application),
        selfHeal: isAutomated(application) && Boolean(automated?.selfHeal),
        prune: isAutomated(application) && Boolean(automated?.prune),
      },
      revision: revision
        ? this.options.revisions.read(metadata.name, revision, spec)
        : null,
      source: source
        ? {
            repository: pages ?? source.repoURL,
            targetRevision,
            ...(source.path && { path: source.path }),
            ...(pages &&
              source.path && {
                url: `${pages}/tree/${targetRevision}/${source.path}`,
              }),
          }
        : null,
      chart: chartIn(status?.sync ?? {}, spec) ?? labelledChart(facts.chart),
      appVersion: facts.appVersion ?? null,
      images: status?.summary?.images ?? [],
      pods: countPods(nodes),
      endpoints: [...externalEndpoints(nodes), ...facts.endpoints],
      links: linksOf(application),
      operation: lastOperation(application),
      lastSyncedAt: status?.history?.at(-1)?.deployedAt ?? null,
      differences:
        differences.length ||
        (status?.resources ?? []).filter(one => one.status === 'OutOfSync')
          .length,
      annotations: Object.fromEntries(
        Object.entries(metadata.annotations ?? {}).filter(([key]) =>
          TOLD.test(key),
        ),
      ),
    };
  }

  private history(application: Application): ServiceDetail['history'] {
    const entries = [...(application.status?.history ?? [])].reverse();
    return entries.map((entry, index) => ({
      id: entry.id,
      revision: this.options.revisions.read(
        application.metadata.name,
        revisionOf(entry, entry) ?? '',
        sourceOf(entry) ? entry : application.spec,
      ),
      deployedAt: entry.deployedAt,
      initiatedBy: entry.initiatedBy?.automated
        ? null
        : entry.initiatedBy?.username ?? null,
      current: index === 0,
    }));
  }
}

/** The services of the nearest wave before; Argo CD waits for them. */
function dependencies({ waves }: WaveGroup, wave: number): string[] {
  const before = waves
    .filter(one => one.wave < wave)
    .map(({ members }) => members.filter(({ isService }) => isService))
    .filter(members => members.length > 0)
    .at(-1);
  return (before ?? []).map(({ name }) => name);
}

/** A service that its parent defines and that is not there yet. */
function absent(
  { trouble }: WaveMember,
  { parent }: WaveGroup,
  [blocker]: ServiceBlocker[],
) {
  const reason =
    trouble ??
    `${parent?.metadata.name} defines it in Git, and it is not on the hub.`;
  return {
    project: parent?.spec.project ?? '',
    namespace: '',
    state: blocker ? ('blocked' as const) : ('missing' as const),
    sentence: blocker
      ? `Not there yet: waits for wave ${blocker.wave}, ${blocker.name}. ${blocker.reason}`
      : reason,
    health: { status: healthStatus('Missing'), reason },
    sync: {
      status: 'OutOfSync' as const,
      reason: 'In Git and not on the hub.',
      automated: false,
      selfHeal: false,
      prune: false,
    },
    revision: null,
    source: null,
    chart: null,
    appVersion: null,
    images: [],
    pods: null,
    endpoints: [],
    links: [],
    operation: null,
    lastSyncedAt: null,
    differences: 0,
    annotations: {},
  };
}

/** A chart inside a folder shows by Helm's own label, `<name>-<version>`. */
function labelledChart(label: string | undefined) {
  const [, name, version] = label?.match(/^(.+)-(\d+\.\d+.*)$/) ?? [];
  return name ? { name, version } : null;
}

function linksOf({ metadata, spec }: Application): ServiceLink[] {
  const annotated = Object.entries(metadata.annotations ?? {})
    .filter(([key]) => LINK.test(key))
    .map(([key, url]) => ({ title: key.replace(LINK, ''), url }));
  const told = (spec.info ?? []).map(({ name, value }) => ({
    title: name,
    url: value,
  }));
  return [...annotated, ...told].filter(({ url }) => isWebAddress(url));
}
