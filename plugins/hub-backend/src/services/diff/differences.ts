import {
  ServiceDifference,
  ServiceFieldDifference,
} from '@illm-lab/plugin-hub-common';
import { Application, nameOf } from '../argocd/application';
import { ManagedItem } from '../argocd/argocdAnswers';
import { FieldDifference, fieldDifferences } from './fieldDiff';
import { lastWriterOf, ManagedFieldsEntry, managerOf } from './managedFields';

/** A value may be a whole manifest; its page in full is Argo CD's. */
const MAX_VALUE = 2_000;
const MAX_FIELDS = 100;

interface LiveObject {
  metadata?: { managedFields?: ManagedFieldsEntry[] };
}

/**
 * What of an Application is not what Git says: field by field, with the manager
 * that set it. Argo CD's own comparison decides what counts as a difference; it
 * knows defaults and what the hub was told to ignore.
 */
export function readDifferences(
  application: Application,
  items: ManagedItem[],
): ServiceDifference[] {
  const listed = new Map(
    (application.status?.resources ?? []).map(one => [keyOf(one), one]),
  );
  return items.flatMap(item => {
    const status = listed.get(keyOf(item))?.status;
    // Argo CD may ignore a difference that its states still show.
    if (item.hook || status === 'Synced') {
      return [];
    }
    const difference = read(item);
    return difference ? [difference] : [];
  });
}

function read(item: ManagedItem): ServiceDifference | undefined {
  const live = parse(item.liveState) as LiveObject | undefined;
  const target = parse(item.targetState);
  const object = {
    group: item.group ?? '',
    kind: item.kind,
    namespace: item.namespace ?? '',
    name: item.name,
  };
  if (!live && !target) {
    return undefined;
  }
  if (!live) {
    return {
      ...object,
      change: 'missing',
      sentence: `${nameOf(item)} is in Git and not on the hub.`,
      fields: [],
    };
  }
  if (!target) {
    return {
      ...object,
      change: 'extra',
      sentence: `${nameOf(
        item,
      )} is on the hub and no longer in Git; a sync with prune deletes it.`,
      fields: [],
    };
  }
  const entries = live.metadata?.managedFields ?? [];
  const fields = fieldDifferences(
    parse(item.normalizedLiveState),
    parse(item.predictedLiveState),
  )
    .slice(0, MAX_FIELDS)
    .map(field => describe(field, entries));
  return fields.length === 0
    ? undefined
    : {
        ...object,
        change: 'changed',
        sentence: sentence(item, fields),
        fields,
      };
}

/** Where people put values that may be secret without being a Secret. */
const VALUES = /^(data|binaryData)(\.|\[|$)/;

/**
 * The same without the values of ConfigMaps: which differ, and who set them, is told
 * all the same. Argo CD itself hides those of Secrets.
 */
export function withoutValues(
  difference: ServiceDifference,
): ServiceDifference {
  const { group, kind, name } = difference;
  if (group !== '' || kind !== 'ConfigMap' || difference.fields.length === 0) {
    return difference;
  }
  const hide = (value: string | null) => value && '';
  const fields = difference.fields.map(field =>
    VALUES.test(field.path)
      ? {
          ...field,
          live: hide(field.live),
          target: hide(field.target),
          hidden: true,
        }
      : field,
  );
  return { ...difference, fields, sentence: sentence({ kind, name }, fields) };
}

function describe(
  { steps, path, live, target }: FieldDifference,
  entries: ManagedFieldsEntry[],
): ServiceFieldDifference {
  return {
    path,
    live: shown(live),
    target: shown(target),
    // Who removed a field owns nothing of it.
    manager:
      live === undefined ? lastWriterOf(entries) : managerOf(entries, steps),
  };
}

function sentence(
  item: { kind: string; name: string },
  fields: ServiceFieldDifference[],
): string {
  const [{ path, live, target, manager, hidden }, ...rest] = fields;
  const by = manager
    ? ` (${manager.certain ? 'by' : 'probably by'} ${manager.name})`
    : '';
  const more =
    rest.length > 0
      ? `, and ${rest.length} more field${rest.length > 1 ? 's' : ''}`
      : '';
  if (hidden) {
    return `${nameOf(item)}: ${path} is not what Git says${by}${more}.`;
  }
  const [is, should] = [brief(live), brief(target)];
  return `${nameOf(item)}: ${path} is ${is}, Git says ${should}${by}${more}.`;
}

function brief(value: string | null): string {
  if (value === null) {
    return 'not set';
  }
  return value.length > 40 ? 'another value' : value;
}

function shown(value: unknown): string | null {
  if (value === undefined) {
    return null;
  }
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

function parse(state: string | null | undefined): unknown {
  if (!state) {
    return undefined;
  }
  try {
    // A missing state comes as the text `null`.
    return (JSON.parse(state) as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}

interface Key {
  group?: string | null;
  kind: string;
  namespace?: string | null;
  name: string;
}

/** Tells the objects of one Application apart. */
export function keyOf({ group, kind, namespace, name }: Key): string {
  return [group ?? '', kind, namespace ?? '', name].join('/');
}
