import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const WATTS_PER_KILOWATT = 1_000;
/** A Julian year. */
const HOURS_PER_YEAR = 365.25 * 24;

/** What a host costs, as config/prices.yaml has it. */
export interface PriceBook {
  /** ISO 4217. */
  currency: string;
  power: { watts: number; pricePerKilowattHour: number };
  purchase: { price: number; lifetimeYears: number };
  /** How many GiB of memory cost as much as one core. */
  gibPerCore: number;
}

/** Prices in the book's currency. */
export interface Prices {
  perCoreHour: number;
  perGibHour: number;
}

type Value = Record<string, unknown>;

function field(of: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value !== null && typeof value === 'object'
          ? (value as Value)[key]
          : undefined,
      of,
    );
}

/**
 * Reads a price book.
 *
 * @throws when a figure is missing or makes no sense, naming it
 */
export function readPriceBook(file: string): PriceBook {
  const document: unknown = parse(readFileSync(file, 'utf8'));
  const amount = (path: string, { above = -Number.MIN_VALUE } = {}) => {
    const value = field(document, path);
    if (typeof value !== 'number' || !(value > above)) {
      throw new Error(
        `${file}: ${path} is ${JSON.stringify(value)}. Set a number ${
          above === 0 ? 'above 0' : 'of 0 or more'
        }.`,
      );
    }
    return value;
  };
  const currency = field(document, 'currency');
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    throw new Error(
      `${file}: currency is ${JSON.stringify(
        currency,
      )}. Set three capital letters, such as EUR.`,
    );
  }
  return {
    currency,
    power: {
      watts: amount('power.watts'),
      pricePerKilowattHour: amount('power.pricePerKilowattHour'),
    },
    purchase: {
      price: amount('purchase.price'),
      lifetimeYears: amount('purchase.lifetimeYears', { above: 0 }),
    },
    gibPerCore: amount('gibPerCore', { above: 0 }),
  };
}

/**
 * Splits what the host costs in an hour over its cores and its memory.
 *
 * An hour costs its energy, watts ÷ 1000 × tariff, and its part of the purchase
 * by straight-line depreciation (IAS 16, 62), price ÷ (years × hours a year).
 * With a core worth `gibPerCore` GiB the host is cores × gibPerCore + GiB equal
 * parts. All cores and all memory for an hour cost that hour, no more or less.
 */
export function pricesOf(
  book: PriceBook,
  host: { cores: number; memoryGib: number },
): Prices {
  const { power, purchase, gibPerCore } = book;
  const energy =
    (power.watts / WATTS_PER_KILOWATT) * power.pricePerKilowattHour;
  const depreciation =
    purchase.price / (purchase.lifetimeYears * HOURS_PER_YEAR);
  const parts = host.cores * gibPerCore + host.memoryGib;
  const perGibHour = (energy + depreciation) / parts;
  return { perCoreHour: perGibHour * gibPerCore, perGibHour };
}
