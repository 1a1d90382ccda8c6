import { PathStep } from './managedFields';

/** A field that is other than it should be. */
export interface FieldDifference {
  steps: PathStep[];
  /** As people write it: `spec.containers[web].image`. */
  path: string;
  /** `undefined` where there is no such field. */
  live: unknown;
  target: unknown;
}

type Json = Record<string, unknown>;

/** Lists of Kubernetes are matched by these, in this order. */
const KEYS = [
  'name',
  'containerPort',
  'port',
  'mountPath',
  'key',
  'type',
  'ip',
];

/** What the API server keeps for itself, and what repeats the object. */
const IGNORED = new Set([
  'status',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.uid',
  'metadata.selfLink',
  'metadata.creationTimestamp',
  'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]',
]);

/** The fields in which two states of an object differ, the innermost ones. */
export function fieldDifferences(
  live: unknown,
  target: unknown,
): FieldDifference[] {
  const found: FieldDifference[] = [];
  compare(live, target, [], '', found);
  return found;
}

function compare(
  live: unknown,
  target: unknown,
  steps: PathStep[],
  path: string,
  found: FieldDifference[],
): void {
  if (IGNORED.has(path) || same(live, target)) {
    return;
  }
  if (isObject(live) && isObject(target)) {
    for (const name of new Set([
      ...Object.keys(live),
      ...Object.keys(target),
    ])) {
      compare(
        live[name],
        target[name],
        [...steps, name],
        join(path, name),
        found,
      );
    }
    return;
  }
  const key =
    Array.isArray(live) && Array.isArray(target)
      ? commonKey(live, target)
      : undefined;
  if (key === undefined) {
    found.push({ steps, path, live, target });
    return;
  }
  const lives = live as Json[];
  const targets = target as Json[];
  for (const name of new Set([...lives, ...targets].map(one => one[key]))) {
    const index = lives.findIndex(one => one[key] === name);
    const is = lives[index];
    const should = targets.find(one => one[key] === name);
    compare(
      is,
      should,
      [...steps, { element: is ?? should, index }],
      `${path}[${String(name)}]`,
      found,
    );
  }
}

/** A field by which the elements of both lists are told apart. */
function commonKey(live: unknown[], target: unknown[]): string | undefined {
  const all = [live, target];
  return KEYS.find(key =>
    all.every(
      list =>
        list.every(one => isObject(one) && one[key] !== undefined) &&
        new Set(list.map(one => (one as Json)[key])).size === list.length,
    ),
  );
}

function join(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path === '' ? name : `${path}.${name}`;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, i) => same(one, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every(name => same(a[name], b[name]));
  }
  return false;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
