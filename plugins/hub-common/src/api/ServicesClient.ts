import { HubHttp, HubRequestOptions } from './HubHttp';
import type {
  RefreshServiceRequest,
  RollbackServiceRequest,
  Service,
  ServiceDetail,
  ServiceList,
  SyncServiceRequest,
} from './serviceTypes';

interface Named {
  name: string;
}

/** What the hub offers. Every call rejects with a `ResponseError` on failure. */
export interface ServicesApi {
  /** All services, in the order in which they are brought up. */
  list(options?: HubRequestOptions): Promise<ServiceList>;
  /** A service with its resources, differences and history. */
  get(request: Named, options?: HubRequestOptions): Promise<ServiceDetail>;
  /** Compares a service with Git now. */
  refresh(
    request: Named & RefreshServiceRequest,
    options?: HubRequestOptions,
  ): Promise<Service>;
  /** Makes a service what Git says, or tells what that would do. */
  sync(
    request: Named & SyncServiceRequest,
    options?: HubRequestOptions,
  ): Promise<Service>;
  /** Deploys again what was deployed before. */
  rollback(
    request: Named & RollbackServiceRequest,
    options?: HubRequestOptions,
  ): Promise<Service>;
}

/** {@link ServicesApi} over HTTP. */
export class ServicesClient implements ServicesApi {
  constructor(private readonly http: HubHttp) {}

  list(options?: HubRequestOptions) {
    return this.http.json<ServiceList>('/services', options);
  }

  get({ name }: Named, options?: HubRequestOptions) {
    return this.http.json<ServiceDetail>(pathOf(name), options);
  }

  refresh(
    { name, ...body }: Named & RefreshServiceRequest,
    options?: HubRequestOptions,
  ) {
    return this.act(name, 'refresh', body, options);
  }

  sync(
    { name, ...body }: Named & SyncServiceRequest,
    options?: HubRequestOptions,
  ) {
    return this.act(name, 'sync', body, options);
  }

  rollback(
    { name, ...body }: Named & RollbackServiceRequest,
    options?: HubRequestOptions,
  ) {
    return this.act(name, 'rollback', body, options);
  }

  private act(
    name: string,
    action: string,
    body: object,
    options?: HubRequestOptions,
  ) {
    return this.http.json<Service>(`${pathOf(name)}/${action}`, options, {
      method: 'POST',
      body,
    });
  }
}

function pathOf(name: string) {
  return `/services/${encodeURIComponent(name)}`;
}
