import { Result } from '../result/types';
import { CatalogViewsApi, CatalogViewsClient } from './CatalogViewsClient';
import { ClaimRequestsApi, ClaimRequestsClient } from './ClaimRequestsClient';
import { ClaimsApi, ClaimsClient } from './ClaimsClient';
import { CostsApi, CostsClient } from './CostsClient';
import { NodesApi, NodesClient } from './NodesClient';
import { PullsApi, PullsClient } from './PullsClient';
import { ServicesApi, ServicesClient } from './ServicesClient';
import {
  HubClientApis,
  HubHttp,
  HubRequestOptions,
  queryString,
} from './HubHttp';
import {
  Availability,
  CreateRunRequest,
  Experiment,
  ExperimentInputs,
  HubStatus,
  Person,
  Retention,
  Run,
  RunPage,
  RunState,
  TargetHosts,
} from './types';

/** Filters and paging of {@link HubApi.listRuns}. */
export interface ListRunsRequest {
  experiment?: string;
  state?: RunState;
  limit?: number;
  cursor?: string;
}

/** The hub's HTTP API. Every call rejects with a `ResponseError` on failure. */
export interface HubApi {
  /** What the hub costs. */
  readonly costs: CostsApi;
  /** The clusters and their nodes. */
  readonly nodes: NodesApi;
  /** What the hub offers. */
  readonly services: ServicesApi;
  /** What teams have asked for. */
  readonly claims: ClaimsApi;
  /** Teams, cost centers, facts of experiments, pull requests. */
  readonly catalogViews: CatalogViewsApi;
  /** Pull requests, followed one by one. */
  readonly pulls: PullsApi;
  /** Claims before they are asked for. */
  readonly claimRequests: ClaimRequestsApi;
  /** The experiments in the catalog, by name. */
  listExperiments(
    options?: HubRequestOptions,
  ): Promise<{ items: Experiment[] }>;
  /** Inputs of a run; 409 with issues when the workflow on main is broken. */
  getExperimentInputs(
    request: { name: string },
    options?: HubRequestOptions,
  ): Promise<ExperimentInputs>;
  /** Whether a new experiment may have this name. */
  getExperimentAvailability(
    request: { name: string },
    options?: HubRequestOptions,
  ): Promise<Availability>;
  /** Hosts that are there already and that load may be put on. */
  getTargetHosts(options?: HubRequestOptions): Promise<TargetHosts>;
  /** Runs, newest first. */
  listRuns(
    request?: ListRunsRequest,
    options?: HubRequestOptions,
  ): Promise<RunPage>;
  /** Starts a run; the same idempotency key gives the same run. */
  createRun(
    request: CreateRunRequest,
    options?: HubRequestOptions,
  ): Promise<Run>;
  /** A run with its stages. */
  getRun(request: { id: string }, options?: HubRequestOptions): Promise<Run>;
  /** A run's result; 404 while there is none. */
  getResult(
    request: { id: string },
    options?: HubRequestOptions,
  ): Promise<Result>;
  /** What a step has written so far. */
  getLogs(
    request: { id: string; stepId: string },
    options?: HubRequestOptions,
  ): Promise<string>;
  /** Stops a run; safe to repeat. */
  stopRun(request: { id: string }, options?: HubRequestOptions): Promise<Run>;
  /** Stars a run for the lab, which keeps it, or takes its star away; safe to repeat. */
  starRun(
    request: { id: string; starred: boolean },
    options?: HubRequestOptions,
  ): Promise<Run>;
  /** How the hub and its parts are. */
  getStatus(options?: HubRequestOptions): Promise<HubStatus>;
  /** What is kept of runs and for how long, and what there is now. */
  getRetention(options?: HubRequestOptions): Promise<Retention>;
  /** Who can sign in on a local hub; needs no token. */
  listPeople(options?: HubRequestOptions): Promise<{ items: Person[] }>;
  /** Address of the event stream for these topics. */
  getEventsUrl(topics: string[]): Promise<string>;
}

/** {@link HubApi} over HTTP, in the browser, a backend plugin or the CLI. */
export class HubClient implements HubApi {
  readonly costs: CostsApi;
  readonly nodes: NodesApi;
  readonly services: ServicesApi;
  readonly claims: ClaimsApi;
  readonly catalogViews: CatalogViewsApi;
  readonly pulls: PullsApi;
  readonly claimRequests: ClaimRequestsApi;
  private readonly http: HubHttp;

  constructor(apis: HubClientApis) {
    this.http = new HubHttp(apis);
    this.costs = new CostsClient(this.http);
    this.nodes = new NodesClient(this.http);
    this.services = new ServicesClient(this.http);
    this.claims = new ClaimsClient(this.http);
    this.catalogViews = new CatalogViewsClient(this.http);
    this.pulls = new PullsClient(this.http);
    this.claimRequests = new ClaimRequestsClient(this.http);
  }

  listExperiments(options?: HubRequestOptions) {
    return this.http.json<{ items: Experiment[] }>('/experiments', options);
  }

  getExperimentInputs(request: { name: string }, options?: HubRequestOptions) {
    return this.http.json<ExperimentInputs>(
      `/experiments/${encodeURIComponent(request.name)}/inputs`,
      options,
    );
  }

  getExperimentAvailability(
    request: { name: string },
    options?: HubRequestOptions,
  ) {
    return this.http.json<Availability>(
      `/experiments/${encodeURIComponent(request.name)}/availability`,
      options,
    );
  }

  getTargetHosts(options?: HubRequestOptions) {
    return this.http.json<TargetHosts>('/target-hosts', options);
  }

  listRuns(request: ListRunsRequest = {}, options?: HubRequestOptions) {
    return this.http.json<RunPage>(`/runs${queryString(request)}`, options);
  }

  createRun(request: CreateRunRequest, options?: HubRequestOptions) {
    return this.http.json<Run>('/runs', options, {
      method: 'POST',
      body: request,
    });
  }

  getRun(request: { id: string }, options?: HubRequestOptions) {
    return this.http.json<Run>(runPath(request.id), options);
  }

  getResult(request: { id: string }, options?: HubRequestOptions) {
    return this.http.json<Result>(`${runPath(request.id)}/result`, options);
  }

  getLogs(
    request: { id: string; stepId: string },
    options?: HubRequestOptions,
  ) {
    return this.http.text(
      `${runPath(request.id)}/logs/${encodeURIComponent(request.stepId)}`,
      options,
    );
  }

  stopRun(request: { id: string }, options?: HubRequestOptions) {
    return this.http.json<Run>(`${runPath(request.id)}/stop`, options, {
      method: 'POST',
    });
  }

  starRun(
    { id, starred }: { id: string; starred: boolean },
    options?: HubRequestOptions,
  ) {
    return this.http.json<Run>(`${runPath(id)}/star`, options, {
      method: 'PUT',
      body: { starred },
    });
  }

  getStatus(options?: HubRequestOptions) {
    return this.http.json<HubStatus>('/status', options);
  }

  getRetention(options?: HubRequestOptions) {
    return this.http.json<Retention>('/retention', options);
  }

  listPeople(options?: HubRequestOptions) {
    return this.http.json<{ items: Person[] }>('/people', options);
  }

  async getEventsUrl(topics: string[]) {
    const base = await this.http.baseUrl();
    // The API refuses an empty list; without any the stream carries the status.
    return topics.length === 0
      ? `${base}/events`
      : `${base}/events?${new URLSearchParams({ topics: topics.join(',') })}`;
  }
}

function runPath(id: string) {
  return `/runs/${encodeURIComponent(id)}`;
}
