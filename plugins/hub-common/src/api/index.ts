export type {
  Claim,
  ClaimCondition,
  ClaimConnection,
  ClaimDetail,
  ClaimEvent,
  ClaimList,
  ClaimName,
  ClaimPull,
  ClaimResource,
  ClaimsApi,
  ClaimState,
  ClaimStep,
  PullClaim,
} from './ClaimsClient';
export type { CostsApi } from './CostsClient';
export * from './costTypes';
export type {
  CatalogViewsApi,
  CostCenter,
  ExperimentFacts,
  PullRequest,
  RunCounts,
  Team,
  TrendPoint,
} from './CatalogViewsClient';
export type {
  ClaimPreview,
  ClaimPreviewRequest,
  ClaimRequestsApi,
} from './ClaimRequestsClient';
export * from './HubClient';
export type {
  DefinitionsProgress,
  ExperimentProgress,
  PullCheckRun,
  PullProgress,
  PullsApi,
} from './PullsClient';
export type { HubClientApis, HubRequestOptions } from './HubHttp';
export * from './events';
export type { ListNodesRequest, NodesApi } from './NodesClient';
export * from './nodeTypes';
export type { ServicesApi } from './ServicesClient';
export * from './serviceTypes';
export * from './types';
