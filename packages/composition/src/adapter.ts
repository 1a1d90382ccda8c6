import type {
  ComposeFunction,
  Resource,
  RunFunctionRequest,
  RunFunctionResponse,
} from '@crossplane-org/function-sdk-typescript';
import { compose } from './compose/compose';
import { ClaimError, Condition, Manifest, Observed, Request } from './types';

type Sdk = typeof import('@crossplane-org/function-sdk-typescript');
type Handler = (
  request: RunFunctionRequest,
  response: RunFunctionResponse,
) => RunFunctionResponse;

/** The version of the protocol's answer that has not been looked for yet. */
const asManifest = (resource: Resource) => resource.resource as Manifest;

function observedOf(resource: Resource): Observed {
  return {
    resource: asManifest(resource),
    connection: Object.fromEntries(
      Object.entries(resource.connectionDetails).map(([key, value]) => [
        key,
        value.toString('utf8'),
      ]),
    ),
  };
}

function requestOf(request: RunFunctionRequest): Request {
  const { observed, requiredResources, extraResources } = request;
  // Crossplane 2 answers in the first, `crossplane render` in either.
  const found = { ...extraResources, ...requiredResources };
  return {
    claim: asManifest(observed!.composite!),
    observed: Object.fromEntries(
      Object.entries(observed!.resources).map(([name, resource]) => [
        name,
        observedOf(resource),
      ]),
    ),
    found: Object.fromEntries(
      Object.entries(found).map(([name, { items }]) => [
        name,
        items.map(asManifest),
      ]),
    ),
  };
}

const STATUS: Record<Condition['status'], keyof Sdk['Status']> = {
  True: 'STATUS_CONDITION_TRUE',
  False: 'STATUS_CONDITION_FALSE',
  Unknown: 'STATUS_CONDITION_UNKNOWN',
};

/** The composition as the SDK's server calls it. */
export function handler(sdk: Sdk): Handler & ComposeFunction {
  const ready = (is: boolean) =>
    is ? sdk.Ready.READY_TRUE : sdk.Ready.READY_FALSE;
  return (request, response) => {
    try {
      const answer = compose(requestOf(request));
      const composed = Object.entries(answer.resources);
      for (const [name, desired] of composed) {
        response.desired!.resources[name] = sdk.fromObject(
          { ...desired.resource },
          {},
          ready(desired.ready),
        );
      }
      sdk.setDesiredCompositeStatus({ rsp: response, status: answer.status });
      response.desired!.composite!.ready = ready(
        answer.conditions.every(({ status }) => status === 'True') &&
          composed.every(([, desired]) => desired.ready),
      );
      for (const [name, need] of Object.entries(answer.needs)) {
        sdk.requireResource(response, name, {
          apiVersion: need.apiVersion,
          kind: need.kind,
          ...(need.name
            ? { matchName: need.name }
            : { matchLabels: { labels: need.labels ?? {} } }),
        });
      }
      response.conditions.push(
        ...answer.conditions.map(({ type, status, reason, message }) => ({
          type,
          status: sdk.Status[STATUS[status]],
          reason: reason ?? status,
          message,
          target: sdk.Target.TARGET_COMPOSITE,
        })),
      );
    } catch (error) {
      if (!(error instanceof ClaimError)) throw error;
      sdk.fatal(response, error.message);
    }
    return response;
  };
}
