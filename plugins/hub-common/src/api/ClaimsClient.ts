import { HubHttp, HubRequestOptions } from './HubHttp';
import type { components } from './openapi.generated';

type Schemas = components['schemas'];

/** Something that a team has asked for. */
export type Claim = Schemas['Claim'];
/** All claims, and the kinds that there can be. */
export type ClaimList = Schemas['ClaimList'];
/** A claim in full. */
export type ClaimDetail = Schemas['ClaimDetail'];
/** The one word for how a claim is. */
export type ClaimState = Schemas['ClaimState'];
/** A station on a claim's way. */
export type ClaimStep = Schemas['ClaimStep'];
/** What Kubernetes says of an object, in words. */
export type ClaimCondition = Schemas['ClaimCondition'];
/** An object that a claim is made of. */
export type ClaimResource = Schemas['ClaimResource'];
/** Something that happened to a claim or to what it is made of. */
export type ClaimEvent = Schemas['ClaimEvent'];
/** Where a claim says how to connect. */
export type ClaimConnection = Schemas['ClaimConnection'];
/** A pull request on a claim. */
export type ClaimPull = Schemas['ClaimPull'];
/** A claim that a pull request is about. */
export type PullClaim = Schemas['PullClaim'];

/** What tells claims apart. */
export type ClaimName = Pick<Claim, 'namespace' | 'kind' | 'name'>;

/** What teams have asked for. Every call rejects with a `ResponseError` on failure. */
export interface ClaimsApi {
  /** All claims, also those that are only proposed. */
  list(options?: HubRequestOptions): Promise<ClaimList>;
  /** One claim in full; 404 when there is none. */
  get(request: ClaimName, options?: HubRequestOptions): Promise<ClaimDetail>;
}

/** {@link ClaimsApi} over HTTP. */
export class ClaimsClient implements ClaimsApi {
  constructor(private readonly http: HubHttp) {}

  list(options?: HubRequestOptions) {
    return this.http.json<ClaimList>('/claims', options);
  }

  get({ namespace, kind, name }: ClaimName, options?: HubRequestOptions) {
    const path = [namespace, kind, name].map(encodeURIComponent).join('/');
    return this.http.json<ClaimDetail>(`/claims/${path}`, options);
  }
}
