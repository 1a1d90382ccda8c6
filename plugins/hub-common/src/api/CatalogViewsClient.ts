import { HubHttp, HubRequestOptions, queryString } from './HubHttp';
import type { components } from './openapi.generated';
import { SourceStatus } from './types';

type Schemas = components['schemas'];

/** Runs by how they ended. */
export type RunCounts = Schemas['RunCounts'];
/** A team: who is in it, what it owns and what it ran. */
export type Team = Schemas['Team'];
/** A cost center: whom it pays for and what those ran. */
export type CostCenter = Schemas['CostCenter'];
/** An experiment's clusters, runs in numbers and latency. */
export type ExperimentFacts = Schemas['ExperimentFacts'];
/** One point of an experiment's latency. */
export type TrendPoint = ExperimentFacts['trend'][number];
/** An open pull request that changes an experiment. */
export type PullRequest = Schemas['PullRequest'];

/** Teams, cost centers and what is known of experiments beside their runs. */
export interface CatalogViewsApi {
  /** The catalog's teams, by name. */
  listTeams(options?: HubRequestOptions): Promise<{ items: Team[] }>;
  /** The catalog's cost centers, by name. */
  listCostCenters(
    options?: HubRequestOptions,
  ): Promise<{ items: CostCenter[] }>;
  /** Facts of each experiment, by name. */
  listExperimentFacts(
    options?: HubRequestOptions,
  ): Promise<{ items: ExperimentFacts[] }>;
  /** Runs created since a time, RFC 3339. */
  getActivity(
    request: { since: string },
    options?: HubRequestOptions,
  ): Promise<RunCounts>;
  /** Open pull requests on experiments, newest first, and how the forge is. */
  listPulls(
    options?: HubRequestOptions,
  ): Promise<{ items: PullRequest[]; source: SourceStatus }>;
}

/** {@link CatalogViewsApi} over HTTP. */
export class CatalogViewsClient implements CatalogViewsApi {
  constructor(private readonly http: HubHttp) {}

  listTeams(options?: HubRequestOptions) {
    return this.http.json<{ items: Team[] }>('/teams', options);
  }

  listCostCenters(options?: HubRequestOptions) {
    return this.http.json<{ items: CostCenter[] }>('/cost-centers', options);
  }

  listExperimentFacts(options?: HubRequestOptions) {
    return this.http.json<{ items: ExperimentFacts[] }>(
      '/experiment-facts',
      options,
    );
  }

  getActivity(request: { since: string }, options?: HubRequestOptions) {
    return this.http.json<RunCounts>(
      `/activity${queryString(request)}`,
      options,
    );
  }

  listPulls(options?: HubRequestOptions) {
    return this.http.json<{ items: PullRequest[]; source: SourceStatus }>(
      '/pulls',
      options,
    );
  }
}
