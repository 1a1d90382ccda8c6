import { parse } from 'yaml';
import { z } from 'zod';

/** A price that goes by what a field of a resource says. */
const priced = z.strictObject({
  /** What it is, in words: the basis of the figure. */
  what: z.string(),
  /** Path in the resource, such as `spec.forProvider.instanceClass`. */
  field: z.string().optional(),
  /** Price of a month by the field's value. */
  byValue: z.record(z.string(), z.number().nonnegative()).optional(),
  /** Price of a month for each one that the field counts, such as a GiB. */
  perUnit: z.number().nonnegative().optional(),
  /** Price of a month, whatever it says. */
  perMonth: z.number().nonnegative().optional(),
  /** Paid by use, which nobody knows before: said, not added. */
  byUse: z.string().optional(),
  /** Path of how many there are of it. */
  times: z.string().optional(),
  /** Path whose value doubles it when true, such as a standby in another zone. */
  doubledBy: z.string().optional(),
  /** Where the figures are from: one of the book's sources. */
  source: z.string().optional(),
});

/** A source without a day can't be looked up again. */
const DAY = /\d{4}-\d{2}-\d{2}/;

const book = z
  .strictObject({
    currency: z.string().length(3),
    /** Where prices are from, for which region and of which day, by a short name. */
    sources: z.record(
      z.string(),
      z.string().regex(DAY, 'says of which day it is, such as 2026-12-01'),
    ),
    /** By `<Kind>.<group>` of the managed resource. Empty: it costs nothing. */
    resources: z.record(z.string(), z.array(priced)),
  })
  .superRefine(({ sources, resources }, context) => {
    for (const [kind, prices] of Object.entries(resources)) {
      prices.forEach((price, index) => {
        const { byValue, perUnit, perMonth, source } = price;
        const hasFigure = [byValue, perUnit, perMonth].some(
          figure => figure !== undefined,
        );
        if (hasFigure && (source === undefined || !(source in sources))) {
          context.addIssue({
            code: 'custom',
            path: ['resources', kind, index, 'source'],
            message:
              'A price names one of the sources. Leave out a price that has none.',
          });
        }
      });
    }
  });

/** What managed resources cost in a month. */
export type PriceBook = z.infer<typeof book>;

/** What {@link estimateCost} needs to see of a resource. */
export interface PricedResource {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  [field: string]: unknown;
}

/** One figure of an estimate. */
export interface EstimateLine {
  kind: string;
  name: string;
  what: string;
  /** Of a month; undefined when it is paid by use or not in the price book. */
  monthly?: number;
  /** How it is paid, when not by month. */
  note?: string;
}

/** Of an estimate without a line: nothing of it is at a cloud. */
export const NOTHING_TO_PAY =
  'Nothing to pay at a cloud: it runs on the hub itself.';

/** What a claim is expected to cost. */
export interface Estimate {
  currency: string;
  /** Of a month, all that is known added up; null when nothing is known. */
  monthly: number | null;
  /** False when something is not in the price book. */
  complete: boolean;
  /** Where the prices are from; empty when there are none. */
  source: string;
  lines: EstimateLine[];
}

/** @throws Error that says what of the price book is wrong */
export function parsePriceBook(yamlText: string): PriceBook {
  const parsed = book.safeParse(parse(yamlText));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`Price book: ${issue.path.join('.')}: ${issue.message}`);
}

const at = (resource: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      resource,
    );

/** Clouds write it as a boolean or as a mode. */
const isOn = (value: unknown) =>
  value !== undefined &&
  value !== false &&
  value !== 'Disabled' &&
  value !== null;

/**
 * What resources cost in a month: for each price of its kind the base (by
 * value, per unit or flat), doubled where the resource says so.
 */
export function estimateCost(
  resources: PricedResource[],
  prices: PriceBook,
): Estimate {
  const used = new Set<string>();
  const lines = resources.flatMap((resource): EstimateLine[] => {
    const { kind } = resource;
    const { name } = resource.metadata;
    const group = resource.apiVersion.split('/')[0];
    const found = Object.entries(prices.resources).find(
      ([key]) => key === `${kind}.${group}`,
    );
    if (!found) {
      const note = 'not in the price book';
      return [{ kind, name, what: kind, note }];
    }
    return found[1].map(price => {
      const line = { kind, name, what: price.what };
      if (price.byUse) return { ...line, note: price.byUse };
      const value = price.field ? at(resource, price.field) : undefined;
      const base = baseOf(price, value);
      if (base === undefined) {
        const note = `no price for ${price.field} ${JSON.stringify(value)}`;
        return { ...line, note };
      }
      if (price.source) used.add(prices.sources[price.source]);
      const doubled =
        price.doubledBy !== undefined && isOn(at(resource, price.doubledBy));
      const times = price.times ? Number(at(resource, price.times) ?? 1) : 1;
      return { ...line, monthly: base * times * (doubled ? 2 : 1) };
    });
  });
  const complete = lines.every(
    ({ monthly, note }) =>
      monthly !== undefined || !/^(not in|no price)/.test(note ?? ''),
  );
  const known = lines.flatMap(({ monthly }) => monthly ?? []);
  return {
    currency: prices.currency,
    source: [...used].join('; '),
    // What has no price in the book does not cost nothing.
    monthly:
      known.length === 0 && !complete
        ? null
        : known.reduce((sum, one) => sum + one, 0),
    complete,
    lines,
  };
}

function baseOf(
  { byValue, perUnit, perMonth }: PriceBook['resources'][string][number],
  value: unknown,
): number | undefined {
  if (perMonth !== undefined) return perMonth;
  if (byValue) return byValue[String(value)];
  return typeof value === 'number' && perUnit !== undefined
    ? value * perUnit
    : undefined;
}
