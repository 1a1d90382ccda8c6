import { NodePage, ServiceList } from '@illm-lab/plugin-hub-common';

/** States of a service that are no passing ones. */
const GRAVE = ['degraded', 'failed', 'missing'];
/** A node with something to attend to still does its work. */
const ILL = ['bad', 'unknown'];

/** What of the hub's own nodes and services is not as it should be, a sentence each. */
export function concernsOf(
  nodes: Pick<NodePage, 'items'>,
  services: Pick<ServiceList, 'items'>,
): string[] {
  return [
    ...nodes.items
      .filter(({ health }) => ILL.includes(health))
      .map(({ name, sentence }) => `Node ${name}: ${sentence}`),
    ...services.items
      .filter(({ state }) => GRAVE.includes(state))
      .map(({ name, sentence }) => `Service ${name}: ${sentence}`),
  ];
}
