import { HubHttp, HubRequestOptions } from './HubHttp';
import type { components } from './openapi.generated';

type Schemas = components['schemas'];

/** A pull request and how far what it defines has come. */
export type PullProgress = Schemas['PullProgress'];
/** A check of a pull request as it stands. */
export type PullCheckRun = Schemas['PullCheckRun'];
/** How far one experiment of a pull request has come. */
export type ExperimentProgress = Schemas['ExperimentProgress'];
/** How far Argo CD is with an experiment's folders. */
export type DefinitionsProgress = Schemas['DefinitionsProgress'];

/** Pull requests, followed one by one. */
export interface PullsApi {
  /** One pull request; 404 when there is none, 503 while the forge is away. */
  get(
    request: { number: number },
    options?: HubRequestOptions,
  ): Promise<PullProgress>;
}

/** {@link PullsApi} over HTTP. */
export class PullsClient implements PullsApi {
  constructor(private readonly http: HubHttp) {}

  get(request: { number: number }, options?: HubRequestOptions) {
    return this.http.json<PullProgress>(`/pulls/${request.number}`, options);
  }
}
