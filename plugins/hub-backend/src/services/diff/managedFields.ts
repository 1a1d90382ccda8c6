/** One entry of an object's `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: string;
  time?: string;
  subresource?: string;
  fieldsV1?: FieldsV1;
}

/** Kubernetes' own notation of a set of fields: `f:`, `k:`, `v:`, `i:`, `.`. */
export interface FieldsV1 {
  [key: string]: FieldsV1;
}

/**
 * A step into an object: a field's name, or an element of a list by its value
 * and its place.
 */
export type PathStep = string | { element: unknown; index: number };

/** Who set a field. */
export interface FieldManager {
  name: string;
  operation: string;
  at: string | null;
  certain: boolean;
}

/** What Argo CD calls itself; the last choice where several own a field. */
const ARGOCD = /^argocd/;

/**
 * Tells which manager set a field. Of several owners (server-side apply lets
 * them share) it is the one that is not Argo CD, and of those the latest.
 *
 * @param path - to the field; what is deeper than a list without keys belongs
 *   to whoever owns the list
 */
export function managerOf(
  entries: ManagedFieldsEntry[],
  path: PathStep[],
): FieldManager | null {
  const owners = entries.filter(
    entry => entry.fieldsV1 && owns(entry.fieldsV1, path),
  );
  const found = latest(owners);
  return found && manager(found, true);
}

/**
 * The manager that wrote an object last, for a field that is gone: nobody owns
 * such a field any more, so this is a guess. Writes of the status and Argo CD's
 * own don't count.
 */
export function lastWriterOf(
  entries: ManagedFieldsEntry[],
): FieldManager | null {
  const writers = entries.filter(
    ({ subresource, manager: name = '' }) => !subresource && !ARGOCD.test(name),
  );
  const found = latest(writers);
  return found && manager(found, false);
}

function latest(entries: ManagedFieldsEntry[]) {
  const others = entries.filter(({ manager: name = '' }) => !ARGOCD.test(name));
  const candidates = others.length > 0 ? others : entries;
  return candidates.reduce<ManagedFieldsEntry | null>(
    (best, entry) =>
      !best || (entry.time ?? '') >= (best.time ?? '') ? entry : best,
    null,
  );
}

function manager(entry: ManagedFieldsEntry, certain: boolean): FieldManager {
  return {
    name: entry.manager ?? 'unknown',
    operation: entry.operation ?? 'Update',
    at: entry.time ?? null,
    certain,
  };
}

function owns(fields: FieldsV1, [step, ...rest]: PathStep[]): boolean {
  // Nothing deeper is told apart: the whole is owned.
  if (step === undefined || Object.keys(fields).length === 0) {
    return true;
  }
  const inner =
    typeof step === 'string' ? fields[`f:${step}`] : ofElement(fields, step);
  return inner !== undefined && owns(inner, rest);
}

/** The part of a list's fields that is about one of its elements. */
function ofElement(
  fields: FieldsV1,
  { element, index }: { element: unknown; index: number },
): FieldsV1 | undefined {
  for (const [key, inner] of Object.entries(fields)) {
    const text = key.slice(2);
    if (
      (key.startsWith('k:') && hasKeys(element, parsed(text))) ||
      (key.startsWith('v:') && text === JSON.stringify(element)) ||
      key === `i:${index}`
    ) {
      return inner;
    }
  }
  return undefined;
}

function hasKeys(element: unknown, keys: unknown): boolean {
  if (!isRecord(element) || !isRecord(keys)) {
    return false;
  }
  return Object.entries(keys).every(([name, value]) => element[name] === value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
