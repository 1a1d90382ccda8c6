import { Cloud, PROVIDERS, Provider, REGIONS } from '../clouds';
import { KINDS } from '../kinds';
import { claimLabels, experimentOf } from '../labels/labels';
import { CommonSpec } from '../plan/Input';
import { claimId, objectName } from '../plan/names';
import { ObjectPart, Part, Plan } from '../plan/Plan';
import {
  ClaimError,
  Desired,
  Manifest,
  Need,
  Request,
  Response,
} from '../types';
import { isReady } from './conditions';
import { CONNECTION, connectionSecret } from './connectionSecret';
import { kindOf, managedResource } from './managedResource';
import {
  experimentNeed,
  landingNeed,
  namespaceNeed,
  NEEDS,
  packageNeed,
  providerNeed,
} from './needs';
import { usage } from './usage';
import { describeProgress, Member } from './words';

type Spec = CommonSpec & { onDelete?: string };

const isObject = (part: Part): part is ObjectPart => 'object' in part;

/** How the claim's kind is made where the claim wants it. */
function plannerOf({ kind, spec }: Manifest) {
  const { provider } = spec as Spec;
  const planners = KINDS[kind];
  if (!planners) throw new ClaimError(`${kind} is no kind of this function`);
  const planner = planners[provider];
  if (!planner) {
    const others = PROVIDERS.filter(name => planners[name]).join(', ');
    throw new ClaimError(
      `A ${kind} can't be had from ${provider}; spec.provider can be ${others}`,
    );
  }
  return planner;
}

const regionOf = ({ provider, region }: Spec) =>
  provider === 'local' ? 'local' : REGIONS[region][provider];

const isCloud = (provider: Provider): provider is Cloud => provider !== 'local';

/** What has to be read before a claim can be composed. */
function needsOf({ claim, found }: Request): Record<string, Need> {
  const { provider } = claim.spec as Spec;
  const [namespace] = found[NEEDS.namespace] ?? [];
  const experiment = experimentOf({ claim, namespace });
  return {
    [NEEDS.namespace]: namespaceNeed(claim),
    ...(isCloud(provider) && { [NEEDS.landing]: landingNeed(provider) }),
    ...(experiment && { [NEEDS.experiment]: experimentNeed(experiment) }),
  };
}

/** The objects of a plan's parts, by part. */
function objectsOf(
  plan: Plan,
  claim: Manifest,
  labels: Record<string, string>,
): Record<string, Manifest> {
  const keepData = (claim.spec as Spec).onDelete === 'keep-data';
  return Object.fromEntries(
    Object.entries(plan.parts).map(([name, part]) => {
      const called = objectName(claim, name);
      const object = isObject(part)
        ? {
            ...part.object,
            metadata: { ...part.object.metadata, name: called, labels },
          }
        : managedResource(part, { name: called, labels, keepData });
      return [name, object as Manifest];
    }),
  );
}

/**
 * Composes a claim: what it is made of, how far that is, and how to connect.
 *
 * @throws ClaimError when the claim can't be composed
 */
export function compose(request: Request): Response {
  const { claim, observed, found } = request;
  const planner = plannerOf(claim);
  const needs = needsOf(request);
  const sofar = { resources: {}, status: {}, conditions: [], needs };
  // Crossplane looks, and asks again.
  if (Object.keys(needs).some(name => found[name] === undefined)) return sofar;

  const first = (need: string) => found[need]?.[0];
  const { cost, own } = claimLabels({
    claim,
    namespace: first(NEEDS.namespace),
    experiment: first(NEEDS.experiment),
  });
  const labels = { ...cost, ...own };
  const spec = claim.spec as Spec;
  const plan = planner({
    spec,
    name: claim.metadata.name,
    id: claimId(claim),
    region: regionOf(spec),
    objectName: part => objectName(claim, part),
    observed: part => observed[part],
    labels,
    landing: (first(NEEDS.landing)?.data ?? {}) as Record<string, string>,
  });
  const objects = objectsOf(plan, claim, labels);

  const members = Object.entries(plan.parts).map(([name, part]): Member => {
    const seen = observed[name]?.resource;
    const ready = isObject(part)
      ? seen !== undefined && (part.isReady?.(seen) ?? true)
      : isReady(seen);
    return {
      name,
      ready,
      resource: objects[name],
      managed: isObject(part) ? undefined : kindOf(part),
      observed: observed[name],
    };
  });
  const resources: Record<string, Desired> = Object.fromEntries(
    members.map(({ name, resource, ready }) => [name, { resource, ready }]),
  );
  for (const order of plan.order) {
    const name = `${order.keep}-until-${order.until}`;
    resources[name] = {
      resource: usage(order, {
        name: objectName(claim, name),
        labels,
        keep: objects[order.keep],
        until: objects[order.until],
      }),
      ready: isReady(observed[name]?.resource),
    };
  }
  const secret = connectionSecret(plan.connection, {
    name: objectName(claim, CONNECTION),
    labels,
    observed: observed[CONNECTION],
  });
  if (secret) {
    const ready = observed[CONNECTION] !== undefined;
    resources[CONNECTION] = { resource: secret, ready };
  }
  const packages = members.flatMap(({ managed }) => managed?.package ?? []);
  return {
    resources,
    status: {
      ...(plan.endpoint && { endpoint: plan.endpoint }),
      ...(secret && {
        connectionSecret: secret.metadata.name,
        // The names alone: who may not read the Secret sees what is in it.
        connectionKeys: Object.keys(secret.data ?? {}).sort(),
      }),
    },
    conditions: [
      describeProgress({ members, found, connected: secret !== undefined }),
    ],
    needs: {
      ...needs,
      ...Object.fromEntries(
        packages.map(name => [providerNeed(name), packageNeed(name)]),
      ),
    },
  };
}
