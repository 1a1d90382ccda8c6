import type { HubPaths } from '@illm-lab/plugin-hub-common';

type Content<T> = T extends { content: infer C } ? C[keyof C] : never;

/** One operation in the form that Backstage's typed router takes. */
type Endpoint<Operation> = Operation extends {
  parameters: { path?: infer Path; query?: infer Query };
  requestBody?: infer Body;
  responses: infer Responses;
}
  ? {
      path: Path extends object ? Path : never;
      query: Query extends object ? Query : never;
      body: Content<Body>;
      response: Content<Responses[Exclude<keyof Responses, 'default'>]>;
    }
  : never;

/** All operations of openapi.yaml, from its generated types. */
export type HubEndpoints = {
  '#get|/experiments': Endpoint<HubPaths['/experiments']['get']>;
  '#get|/experiments/{name}/inputs': Endpoint<
    HubPaths['/experiments/{name}/inputs']['get']
  >;
  '#get|/experiments/{name}/availability': Endpoint<
    HubPaths['/experiments/{name}/availability']['get']
  >;
  '#get|/runs': Endpoint<HubPaths['/runs']['get']>;
  '#post|/runs': Endpoint<HubPaths['/runs']['post']>;
  '#get|/runs/{id}': Endpoint<HubPaths['/runs/{id}']['get']>;
  '#get|/runs/{id}/result': Endpoint<HubPaths['/runs/{id}/result']['get']>;
  '#get|/runs/{id}/logs/{stepId}': Endpoint<
    HubPaths['/runs/{id}/logs/{stepId}']['get']
  >;
  '#post|/runs/{id}/stop': Endpoint<HubPaths['/runs/{id}/stop']['post']>;
  '#get|/events': Endpoint<HubPaths['/events']['get']>;
  '#get|/status': Endpoint<HubPaths['/status']['get']>;
  '#get|/people': Endpoint<HubPaths['/people']['get']>;
};
