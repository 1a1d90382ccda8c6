import type { components } from './openapi.generated';

type Schemas = components['schemas'];

/** A cluster that the portal looks at. */
export type Cluster = Schemas['Cluster'];
/** How a node is, in one word. */
export type NodeHealth = Schemas['NodeHealth'];
/** One page of nodes, and how each cluster is. */
export type NodePage = Schemas['NodePage'];
/** How the nodes of one cluster are. */
export type ClusterNodes = Schemas['ClusterNodes'];
/** A node with what Kubernetes and Talos say of it. */
export type NodeSummary = Schemas['NodeSummary'];
/** A node's capacity and what is taken of it. */
export type NodeResources = Schemas['NodeResources'];
/** One of {@link NodeResources}. */
export type NodeResource = Schemas['NodeResource'];
/** What Kubernetes says of a node. */
export type NodeKubernetes = Schemas['NodeKubernetes'];
/** What Talos says of a node. */
export type NodeTalos = Schemas['NodeTalos'];
/** A version that runs, beside the one that is declared. */
export type VersionCheck = Schemas['VersionCheck'];
/** A node's use over time. */
export type NodeHistory = Schemas['NodeHistory'];
/** A node with its pods and its last hour. */
export type NodeDetail = Schemas['NodeDetail'];
/** A pod on a node. */
export type NodePod = Schemas['NodePod'];
