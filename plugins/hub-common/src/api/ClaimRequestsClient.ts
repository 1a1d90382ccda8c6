import { HubHttp, HubRequestOptions } from './HubHttp';
import type { components } from './openapi.generated';

type Schemas = components['schemas'];

/** A claim that somebody thinks of. */
export type ClaimPreviewRequest = Schemas['ClaimPreviewRequest'];
/** What it would look like, be made of and cost. */
export type ClaimPreview = Schemas['ClaimPreview'];

/** Claims before they are asked for. */
export interface ClaimRequestsApi {
  /** A preview; 404 when there is no such kind, 503 while the forge is away. */
  preview(
    request: ClaimPreviewRequest,
    options?: HubRequestOptions,
  ): Promise<ClaimPreview>;
}

/** {@link ClaimRequestsApi} over HTTP. */
export class ClaimRequestsClient implements ClaimRequestsApi {
  constructor(private readonly http: HubHttp) {}

  preview(request: ClaimPreviewRequest, options?: HubRequestOptions) {
    return this.http.json<ClaimPreview>('/claim-previews', options, {
      method: 'POST',
      body: request,
    });
  }
}
