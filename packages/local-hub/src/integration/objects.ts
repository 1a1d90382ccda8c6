import { RealHub } from './RealHub';

/** What comes and goes by itself while a hub is at rest. */
const FLEETING = new Set(['Event', 'Lease', 'Pod', 'ComponentStatus']);

/** Objects of the sweeper's rounds; Argo makes and removes them every few minutes. */
const OF_A_ROUND = /^sweeper-\d+/;

interface KubeObject {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** Where Crossplane keeps the name that a resource has at its provider. */
export const EXTERNAL_NAME = 'crossplane.io/external-name';

/**
 * Every object of the hub, by kind, namespace and name: its uid, its external
 * name and all that it says but its status and who wrote it when.
 */
export async function allObjects(hub: RealHub): Promise<Map<string, string>> {
  const kinds = (
    await hub.kubectl(['api-resources', '--verbs=list', '--output=name'])
  )
    .trim()
    .split('\n');
  const { items } = JSON.parse(
    await hub.kubectl([
      ...['get', kinds.join(','), '--all-namespaces', '--output=json'],
    ]),
  ) as { items: KubeObject[] };
  return new Map(
    items
      .filter(
        ({ kind, metadata }) =>
          !FLEETING.has(kind) && !OF_A_ROUND.test(metadata.name),
      )
      .map(object => {
        const { kind, metadata, status, apiVersion, ...rest } = object;
        const { name, namespace = '', uid, annotations = {} } = metadata;
        const externalName = annotations[EXTERNAL_NAME];
        return [
          `${kind} ${namespace}/${name}`,
          JSON.stringify({ uid, externalName, ...rest }),
        ];
      }),
  );
}
