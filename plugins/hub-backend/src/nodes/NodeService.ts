import { NotFoundError } from '@backstage/errors';
import {
  Cluster,
  ClusterNodes,
  ListNodesRequest,
  NodeDetail,
  NodePage,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { ClusterRegistry, HubCluster } from '../clusters/ClusterRegistry';
import { TalosFleet } from '../talos/TalosFleet';
import { DeclaredReader } from './DeclaredReader';
import { KnownNode, keyOf, NodeBook } from './NodeBook';
import { compareHealth } from './sentence';
import { NodeCore, summarize, sumPods } from './summary';
import { upgradeSentence } from './versions';

const DEFAULT_LIMIT = 60;
/** Points of a sparkline on a card; a node's own page has all samples. */
const CARD_POINTS = 40;
const byName = new Intl.Collator('en', { numeric: true });

interface ClusterAnswer {
  about: ClusterNodes;
  nodes: { node: KnownNode; core: NodeCore }[];
}

/** Answers what the API is asked about clusters and nodes, from memory. */
export class NodeService {
  constructor(
    private readonly options: {
      registry: ClusterRegistry;
      book: NodeBook;
      fleet: TalosFleet;
      declared: DeclaredReader;
    },
  ) {}

  /** The clusters, the hub first. */
  clusters(): { items: Cluster[]; source: SourceStatus } {
    const { registry, book } = this.options;
    return {
      items: registry.list().map(cluster => ({
        name: cluster.name,
        title: cluster.title,
        server: cluster.server,
        experiment: cluster.experiment ?? null,
        role: cluster.role ?? null,
        run: cluster.run ?? null,
        kubernetesVersion: book.watch(cluster.name)?.version ?? null,
        nodes: book.nodes(cluster).length,
        source: this.sourceOf(cluster),
      })),
      source: registry.status(),
    };
  }

  /** One page of nodes; by cluster, what is unwell first. */
  list(request: ListNodesRequest): NodePage {
    const { registry, fleet, book } = this.options;
    const { cluster, health, search = '' } = request;
    const { limit = DEFAULT_LIMIT, offset = 0 } = request;
    const answers = registry.list().map(one => this.clusterAnswer(one));
    const wanted = search.toLowerCase();
    const found = answers
      .filter(({ about }) => cluster === undefined || about.cluster === cluster)
      .flatMap(({ nodes }) => nodes)
      .filter(
        ({ core }) =>
          (health === undefined || core.health === health) &&
          core.name.toLowerCase().includes(wanted),
      );
    return {
      items: found.slice(offset, offset + limit).map(({ node, core }) => ({
        ...core,
        history: book.history.of(keyOf(node), CARD_POINTS),
      })),
      total: found.length,
      clusters: answers.map(({ about }) => about),
      source: registry.status(),
      talos: fleet.status() ?? null,
    };
  }

  /**
   * One node with its pods and its last hour.
   *
   * @throws NotFoundError when there is none of that name
   */
  get(clusterName: string, name: string): NodeDetail {
    const { registry, book } = this.options;
    const cluster = registry.get(clusterName);
    const node = cluster && book.nodes(cluster).find(one => one.name === name);
    if (!cluster || !node) {
      throw new NotFoundError(
        `There is no node “${name}” in a cluster “${clusterName}”.`,
      );
    }
    const pods = [...(book.watch(clusterName)?.pods ?? [])].filter(
      pod => pod.node === name,
    );
    return {
      node: {
        ...this.core(node, sumPods(pods)),
        history: book.history.of(keyOf(node)),
      },
      pods: pods
        .map(({ node: _node, ...pod }) => pod)
        .sort(
          (a, b) =>
            byName.compare(a.namespace, b.namespace) ||
            byName.compare(a.name, b.name),
        ),
      source: this.sourceOf(cluster),
    };
  }

  private clusterAnswer(cluster: HubCluster): ClusterAnswer {
    const { book } = this.options;
    const sums = sumPods(book.watch(cluster.name)?.pods ?? []);
    const nodes = book
      .nodes(cluster)
      .map(node => ({ node, core: this.core(node, sums) }))
      .sort(
        (a, b) =>
          compareHealth(a.core.health, b.core.health) ||
          byName.compare(a.core.name, b.core.name),
      );
    const cores = nodes.map(({ core }) => core);
    const unwell = cores.filter(({ health }) => health !== 'well').length;
    const source = this.sourceOf(cluster);
    return {
      nodes,
      about: {
        cluster: cluster.name,
        title: cluster.title,
        health: !source.connected ? 'unknown' : cores[0]?.health ?? 'unknown',
        sentence: clusterSentence(cores, unwell),
        nodes: cores.length,
        unwell,
        pods: [...sums.values()].reduce((sum, { active }) => sum + active, 0),
        source,
      },
    };
  }

  private core(node: KnownNode, sums: ReturnType<typeof sumPods>): NodeCore {
    const { book, declared } = this.options;
    return summarize(node, {
      watch: book.watch(node.cluster.name),
      pods: sums.get(node.name),
      declared: declared.current(),
      now: Date.now(),
    });
  }

  private sourceOf(cluster: HubCluster): SourceStatus {
    return (
      this.options.book.watch(cluster.name)?.status() ?? {
        name: `Kubernetes of ${cluster.title}`,
        connected: false,
        reason: 'Not connected yet.',
      }
    );
  }
}

function clusterSentence(nodes: NodeCore[], unwell: number): string {
  if (nodes.length === 0) {
    return 'No nodes known.';
  }
  const count = nodes.length === 1 ? '1 node' : `${nodes.length} nodes`;
  const some = nodes.length > 1;
  const state =
    unwell === 0
      ? `${some ? 'all ' : ''}well`
      : `${some ? unwell : 'it'} ${unwell === 1 ? 'needs' : 'need'} attention`;
  const upgrade = upgradeSentence(nodes);
  return [`${count}, ${state}.`, ...(upgrade ? [upgrade] : [])].join(' ');
}
