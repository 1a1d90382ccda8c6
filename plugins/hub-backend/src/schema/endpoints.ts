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

/** Names of one method's operations, as the router names them. */
type Names<Method extends string> = {
  [Path in keyof HubPaths & string]: HubPaths[Path] extends {
    [M in Method]: object;
  }
    ? `#${Method}|${Path}`
    : never;
}[keyof HubPaths & string];

/** All operations of the API, from its generated types. */
export type HubEndpoints = {
  [Name in
    | Names<'get'>
    | Names<'post'>
    | Names<'put'>]: Name extends `#${infer Method}|${infer Path}`
    ? Path extends keyof HubPaths
      ? Method extends keyof HubPaths[Path]
        ? Endpoint<HubPaths[Path][Method]>
        : never
      : never
    : never;
};
