import { InputError } from '@backstage/errors';
import {
  COST_LABELS,
  COST_UNALLOCATED,
  LABEL_EXPERIMENT,
  LABEL_RUN,
} from '@illm-lab/plugin-hub-common';
import { Allocation, storedLabel } from './allocation';

/** Something by which costs are told apart. */
export interface Dimension {
  /** As it was asked for. */
  name: string;
  /** The label to be set where it is missing; none for what always is there. */
  label?: string;
  /** Undefined when the allocation lacks it. */
  valueOf: (allocation: Allocation) => string | undefined;
}

/** Which allocations count. */
export interface Filter {
  dimension: Dimension;
  value: string;
}

/** More would make a table that nobody can read. */
const MOST = 5;
const ANY_LABEL = 'label:';

const LABELS: Record<string, string> = {
  ...Object.fromEntries(COST_LABELS.map(name => [name, name])),
  experiment: LABEL_EXPERIMENT,
  run: LABEL_RUN,
};

const PROPERTIES: Record<string, (allocation: Allocation) => string> = {
  namespace: ({ namespace }) => namespace,
  workload: ({ namespace, workload }) => `${namespace}/${workload.name}`,
};

function byLabel(name: string, label: string): Dimension {
  const stored = storedLabel(label);
  return {
    name,
    label,
    // An empty value says as little as none.
    valueOf: ({ labels }) => labels[stored] || undefined,
  };
}

/** @throws InputError when there is no such dimension */
export function dimension(name: string): Dimension {
  // Own names only: every object also has those it inherits, such as constructor.
  if (Object.hasOwn(LABELS, name)) return byLabel(name, LABELS[name]);
  if (Object.hasOwn(PROPERTIES, name)) {
    return { name, valueOf: of => PROPERTIES[name](of) || undefined };
  }
  const label = name.startsWith(ANY_LABEL) && name.slice(ANY_LABEL.length);
  if (label) return byLabel(name, label);
  throw new InputError(
    `Costs can’t be told apart by “${name}”. Use ${[
      ...Object.keys(LABELS),
      ...Object.keys(PROPERTIES),
    ].join(', ')}, or label:<name>.`,
  );
}

const list = (text: string) =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);

/**
 * Dimensions of `aggregate`, each once.
 *
 * @throws InputError when one is unknown, or there is none or are too many
 */
export function parseAggregate(text: string): Dimension[] {
  const names = [...new Set(list(text))];
  if (names.length === 0 || names.length > MOST) {
    throw new InputError(
      `aggregate names ${names.length} labels. Name 1 to ${MOST}, separated by commas.`,
    );
  }
  return names.map(dimension);
}

/**
 * Conditions of `filter`; all must hold.
 *
 * @throws InputError when one is not `<label>:<value>`
 */
export function parseFilter(text: string | undefined): Filter[] {
  return list(text ?? '').map(part => {
    const colon = part.lastIndexOf(':');
    const name = part.slice(0, Math.max(colon, 0));
    const value = part.slice(colon + 1);
    if (!name || !value || name === 'label') {
      throw new InputError(
        `filter has “${part}”. Write <label>:<value>, such as team:web.`,
      );
    }
    return { dimension: dimension(name), value };
  });
}

/** Whether an allocation is wanted. */
export function passes(allocation: Allocation, filters: Filter[]): boolean {
  return filters.every(
    ({ dimension: { valueOf }, value }) =>
      (valueOf(allocation) ?? COST_UNALLOCATED) === value,
  );
}
