import { HubHttp, HubRequestOptions, queryString } from './HubHttp';
import type { CostBudgets, CostQuery, CostReport, RunCost } from './costTypes';

/** What the hub costs. Every call rejects with a `ResponseError` on failure. */
export interface CostsApi {
  /** What a window cost, by labels. */
  getReport(
    query?: CostQuery,
    options?: HubRequestOptions,
  ): Promise<CostReport>;
  /** The same as a table. */
  getCsv(query?: CostQuery, options?: HubRequestOptions): Promise<string>;
  /** Each cost center's month so far against its budget. */
  getBudgets(options?: HubRequestOptions): Promise<CostBudgets>;
  /** What a run cost. */
  getRunCost(
    request: { id: string },
    options?: HubRequestOptions,
  ): Promise<RunCost>;
}

/** {@link CostsApi} over HTTP. */
export class CostsClient implements CostsApi {
  constructor(private readonly http: HubHttp) {}

  getReport(query: CostQuery = {}, options?: HubRequestOptions) {
    return this.http.json<CostReport>(`/costs${queryString(query)}`, options);
  }

  getCsv(query: CostQuery = {}, options?: HubRequestOptions) {
    return this.http.text(`/costs/csv${queryString(query)}`, options);
  }

  getBudgets(options?: HubRequestOptions) {
    return this.http.json<CostBudgets>('/costs/budgets', options);
  }

  getRunCost(request: { id: string }, options?: HubRequestOptions) {
    return this.http.json<RunCost>(
      `/runs/${encodeURIComponent(request.id)}/cost`,
      options,
    );
  }
}
