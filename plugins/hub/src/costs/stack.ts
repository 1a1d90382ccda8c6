import {
  COST_IDLE,
  COST_UNALLOCATED,
  type CostReport,
} from '@illm-lab/plugin-hub-common';

/** Bars are stacked of so many parts; what costs less is put together. */
const PARTS = 6;
/** Key of all that is put together; no label's value can be it. */
const REST = '__rest__';

/** A part of every bar. */
export interface StackPart {
  key: string;
  name: string;
  /** Which colour and pattern it has; idle and unlabelled have their own. */
  look: number | 'idle' | 'unallocated' | 'rest';
}

/** One day. */
export interface StackBar {
  /** Day of UTC. */
  day: string;
  /** Null when nothing of the day was measured. */
  total: number | null;
  /** Amount by the key of the part. */
  values: Record<string, number>;
}

const lookOf = (key: string, index: number): StackPart['look'] => {
  if (key === COST_IDLE) return 'idle';
  return key === COST_UNALLOCATED ? 'unallocated' : index;
};

/** The days of a report as stacked bars, the same parts in each. */
export function toStack({ items, series = [] }: CostReport): {
  parts: StackPart[];
  bars: StackBar[];
} {
  const special = (key: string) =>
    key === COST_IDLE || key === COST_UNALLOCATED;
  const named = items.filter(({ key }) => !special(key)).slice(0, PARTS);
  const own = items.filter(({ key }) => special(key));
  const parts: StackPart[] = [...named, ...own].map(({ key, name }, index) => ({
    key,
    name,
    look: lookOf(key, index),
  }));
  if (parts.length < items.length) {
    parts.splice(named.length, 0, {
      key: REST,
      name: `${items.length - parts.length} more`,
      look: 'rest',
    });
  }
  const keys = new Set(parts.map(({ key }) => key));
  return {
    parts,
    bars: series.map(({ from, total, values }) => ({
      day: from.slice(0, 'YYYY-MM-DD'.length),
      total,
      values: Object.entries(values).reduce<Record<string, number>>(
        (sums, [key, value]) => {
          const part = keys.has(key) ? key : REST;
          return { ...sums, [part]: (sums[part] ?? 0) + value };
        },
        Object.fromEntries(parts.map(({ key }) => [key, 0])),
      ),
    })),
  };
}
