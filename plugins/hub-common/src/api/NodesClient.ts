import { HubHttp, HubRequestOptions, queryString } from './HubHttp';
import type { Cluster, NodeDetail, NodeHealth, NodePage } from './nodeTypes';
import type { SourceStatus } from './types';

/** Filters and paging of {@link NodesApi.listNodes}. */
export interface ListNodesRequest {
  cluster?: string;
  health?: NodeHealth;
  /** Part of the node's name. */
  search?: string;
  /** 60 unless told, at most 1000. */
  limit?: number;
  offset?: number;
}

/** Clusters and nodes. Every call rejects with a `ResponseError` on failure. */
export interface NodesApi {
  /** The hub's cluster and those that its Argo CD knows. */
  listClusters(
    options?: HubRequestOptions,
  ): Promise<{ items: Cluster[]; source: SourceStatus }>;
  /** Nodes by cluster and name, what is unwell first. */
  listNodes(
    request?: ListNodesRequest,
    options?: HubRequestOptions,
  ): Promise<NodePage>;
  /** One node; 404 when there is none of that name. */
  getNode(
    request: { cluster: string; node: string },
    options?: HubRequestOptions,
  ): Promise<NodeDetail>;
}

/** {@link NodesApi} over HTTP. */
export class NodesClient implements NodesApi {
  constructor(private readonly http: HubHttp) {}

  listClusters(options?: HubRequestOptions) {
    return this.http.json<{ items: Cluster[]; source: SourceStatus }>(
      '/clusters',
      options,
    );
  }

  listNodes(request: ListNodesRequest = {}, options?: HubRequestOptions) {
    return this.http.json<NodePage>(`/nodes${queryString(request)}`, options);
  }

  getNode(
    request: { cluster: string; node: string },
    options?: HubRequestOptions,
  ) {
    const path = [request.cluster, request.node].map(encodeURIComponent);
    return this.http.json<NodeDetail>(`/nodes/${path.join('/')}`, options);
  }
}
