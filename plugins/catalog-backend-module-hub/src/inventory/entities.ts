import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_CLAIM,
  ANNOTATION_SERVICE,
  CATALOG_SYSTEM_HUB,
  CATALOG_TYPE_CLAIM,
  CATALOG_TYPE_CLUSTER,
  CATALOG_TYPE_NODE,
  CATALOG_TYPE_SERVICE,
  HUB_CLUSTER,
  LABEL_EXPERIMENT,
} from '@illm-lab/plugin-hub-common';
import {
  InventoryArea,
  InventoryClaim,
  InventoryCluster,
  InventoryItems,
  InventoryNode,
  InventoryService,
} from '@illm-lab/plugin-hub-node';
import { RepositoryConfig } from '../config';

const API_VERSION = 'backstage.io/v1alpha1';
/** Who runs the hub, and so owns what it consists of. */
const OWNER = 'group:default/platform';
/** The catalog's longest name. */
const MAX_NAME = 63;

/** What the catalog calls where something comes from. */
const origin = (area: InventoryArea) => ({
  [ANNOTATION_LOCATION]: `hub:${area}`,
  [ANNOTATION_ORIGIN_LOCATION]: `hub:${area}`,
});

/** Labels as the catalog takes them: it refuses longer and stranger ones. */
const PLAIN_LABEL = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
function plainLabels(labels: Record<string, string>) {
  const entries = Object.entries(labels).filter(([, value]) =>
    PLAIN_LABEL.test(value),
  );
  return entries.length > 0 ? { labels: Object.fromEntries(entries) } : {};
}

/** Names of nodes are unique in their cluster only. */
function nodeEntityName({ cluster, name }: InventoryNode): string {
  const full = cluster === HUB_CLUSTER ? name : `${cluster}.${name}`;
  return full.slice(-MAX_NAME).replace(/^[^A-Za-z0-9]+/, '');
}

function clusterEntity({ name, title, labels }: InventoryCluster): Entity {
  const experiment = labels[LABEL_EXPERIMENT];
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name,
      title,
      description: experiment
        ? `Cluster of a run of ${experiment}`
        : 'The cluster that everything of the hub runs on',
      annotations: origin('clusters'),
      ...plainLabels(labels),
    },
    spec: {
      type: CATALOG_TYPE_CLUSTER,
      owner: OWNER,
      system: experiment ? 'experiments' : CATALOG_SYSTEM_HUB,
      ...(experiment && {
        dependencyOf: [`component:default/${experiment}`],
      }),
    },
  };
}

function nodeEntity(node: InventoryNode): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: nodeEntityName(node),
      title: node.name,
      description: node.description ?? `Node of cluster ${node.cluster}`,
      annotations: origin('nodes'),
      ...plainLabels(node.labels),
    },
    spec: {
      type: CATALOG_TYPE_NODE,
      owner: OWNER,
      system: CATALOG_SYSTEM_HUB,
      dependencyOf: [`resource:default/${node.cluster}`],
    },
  };
}

function serviceEntity(
  service: InventoryService,
  repository: RepositoryConfig | undefined,
): Entity {
  const { name, namespace, docsPath } = service;
  return {
    apiVersion: API_VERSION,
    kind: 'Component',
    metadata: {
      name,
      title: service.title,
      description: service.description ?? `Service ${name} of the hub`,
      annotations: {
        ...origin('services'),
        [ANNOTATION_SERVICE]: name,
        'backstage.io/kubernetes-label-selector': `app.kubernetes.io/instance=${name}`,
        'backstage.io/kubernetes-cluster': HUB_CLUSTER,
        ...(namespace && { 'backstage.io/kubernetes-namespace': namespace }),
        ...(docsPath &&
          repository && {
            'backstage.io/techdocs-ref': `url:${repository.url}/tree/${repository.branch}/${docsPath}`,
          }),
      },
      ...plainLabels(service.labels),
      // An empty list has a card that explains links.
      ...(service.links.length > 0 && { links: service.links }),
    },
    spec: {
      type: CATALOG_TYPE_SERVICE,
      lifecycle: 'production',
      owner: OWNER,
      system: CATALOG_SYSTEM_HUB,
      dependsOn: [
        ...service.dependsOn.map(other => `component:default/${other}`),
        `resource:default/${HUB_CLUSTER}`,
      ],
    },
  };
}

/** Names of claims are unique in their namespace and kind only. */
function claimEntityName({ namespace, kind, name }: InventoryClaim): string {
  const full = `${namespace}.${kind.toLowerCase()}.${name}`;
  return full.slice(-MAX_NAME).replace(/^[^A-Za-z0-9]+/, '');
}

function claimEntity(claim: InventoryClaim): Entity {
  const { namespace, kind, name, provider, experiment } = claim;
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: claimEntityName(claim),
      title: name,
      description: `${kind} in ${namespace}${
        provider ? ` from ${provider}` : ''
      }`,
      annotations: {
        ...origin('claims'),
        [ANNOTATION_CLAIM]: `${namespace}/${kind}/${name}`,
      },
      ...plainLabels(claim.labels),
    },
    spec: {
      type: CATALOG_TYPE_CLAIM,
      owner: claim.owner ?? OWNER,
      system: experiment ? 'experiments' : CATALOG_SYSTEM_HUB,
      ...(experiment && {
        dependencyOf: [`component:default/${experiment}`],
      }),
    },
  };
}

/** What the hub has of a kind, as entities of the catalog. */
export function entitiesOf<A extends InventoryArea>(
  area: A,
  items: InventoryItems[A][],
  repository: RepositoryConfig | undefined,
): Entity[] {
  switch (area) {
    case 'claims':
      return (items as InventoryClaim[]).map(claimEntity);
    case 'clusters':
      return (items as InventoryCluster[]).map(clusterEntity);
    case 'nodes':
      return (items as InventoryNode[]).map(nodeEntity);
    default:
      return (items as InventoryService[]).map(item =>
        serviceEntity(item, repository),
      );
  }
}
