import { LABEL_PREFIX } from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@kubernetes/client-node';

/** Annotation on a ConfigMap: JSON list of {@link Place}, all of its keys. */
export const ANNOTATION_PATHS = `${LABEL_PREFIX}paths`;

/** A key of a ConfigMap, and the path that it has where it is mounted. */
export interface Place {
  key: string;
  path: string;
}

/** What a ConfigMap takes as key; a file of that name keeps it. */
const KEY = /^(?!\.\.)[-._a-zA-Z0-9]{1,200}$/;

/** A key for each path: its own name, or a number where that is no key. */
export function keyed(paths: string[]): Place[] {
  const taken = new Set(paths.filter(path => KEY.test(path)));
  return paths.map((path, index) => {
    if (taken.has(path)) return { key: path, path };
    let key = `file-${index}`;
    while (taken.has(key)) key = `_${key}`;
    return { key, path };
  });
}

/** The places of a ConfigMap; none when it does not say. */
export const placesOf = (
  object: KubernetesObject | undefined,
): Place[] | undefined => {
  const text = object?.metadata?.annotations?.[ANNOTATION_PATHS];
  return text === undefined ? undefined : (JSON.parse(text) as Place[]);
};

/** A volume, as far as it is looked at here. */
interface Volume {
  name: string;
  configMap?: { name?: string; items?: Place[]; [field: string]: unknown };
  [field: string]: unknown;
}

/**
 * Volumes in which each file of a ConfigMap is at its path. Items that the author
 * has chosen stay.
 */
export const mounted = <V>(
  volumes: V[] | undefined,
  configMap: string,
  places: Place[],
): V[] | undefined =>
  volumes?.map(one => {
    const volume = one as Volume;
    return volume.configMap?.name === configMap && !volume.configMap.items
      ? ({
          ...volume,
          configMap: { ...volume.configMap, items: places },
        } as V)
      : one;
  });
