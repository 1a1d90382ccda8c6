import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { openCostPrices } from './openCostPrices';
import { pricesOf, readPriceBook } from './prices';

const BOOK = path.resolve(__dirname, '../../config/prices.yaml');
const HUB_VALUES = path.resolve(
  __dirname,
  '../../../../platform/hub/values/opencost.yaml',
);
/** Of a month, as OpenCost's chart counts. */
const HOURS = 730;

describe('the price book', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'prices-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const read = (change: object) => {
    const file = path.join(dir, 'prices.yaml');
    writeFileSync(file, stringify({ ...readPriceBook(BOOK), ...change }));
    return readPriceBook(file);
  };

  it('is read from the repository', () => {
    expect(readPriceBook(BOOK).currency).toBe('EUR');
  });

  it.each([
    [{ currency: 'Euro' }, /currency is "Euro".*EUR/],
    [{ gibPerCore: 0 }, /gibPerCore is 0.*above 0/],
    [{ power: { watts: -1, pricePerKilowattHour: 1 } }, /power\.watts is -1/],
    [{ power: null }, /power\.watts is undefined/],
    [
      { purchase: { price: 'much', lifetimeYears: 4 } },
      /purchase\.price is "much"/,
    ],
    [
      { purchase: { price: 1, lifetimeYears: 0 } },
      /purchase\.lifetimeYears is 0/,
    ],
  ])('says what is wrong in %j', (change, message) => {
    expect(() => read(change)).toThrow(message);
  });

  it('is what the values of the hub at home say, by the month', () => {
    const { costModel } = parse(readFileSync(HUB_VALUES, 'utf8')).opencost
      .customPricing;
    const n100 = { cores: 4, memoryGib: 16 };
    const prices = pricesOf(readPriceBook(BOOK), n100);
    expect(Number(costModel.CPU)).toBeCloseTo(prices.perCoreHour * HOURS, 2);
    expect(Number(costModel.RAM)).toBeCloseTo(prices.perGibHour * HOURS, 3);
  });

  it('is what the portal at home reckons with, by the hour', () => {
    const { costModel } = parse(readFileSync(HUB_VALUES, 'utf8')).opencost
      .customPricing;
    const { prices } = parse(
      readFileSync(
        path.resolve(__dirname, '../../../../app-config.production.yaml'),
        'utf8',
      ),
    ).hub.costs;
    expect(prices.perCoreHour * HOURS).toBeCloseTo(Number(costModel.CPU), 4);
    expect(prices.perGibHour * HOURS).toBeCloseTo(Number(costModel.RAM), 4);
  });

  it('splits what an hour costs over cores and memory', () => {
    // 100 W at 0.30 are 3 cents; 876.6 over 10 years are 1 cent an hour.
    const prices = pricesOf(
      {
        currency: 'EUR',
        power: { watts: 100, pricePerKilowattHour: 0.3 },
        purchase: { price: 876.6, lifetimeYears: 10 },
        gibPerCore: 8,
      },
      { cores: 4, memoryGib: 8 },
    );
    expect(prices.perGibHour).toBeCloseTo(0.04 / 40, 12);
    expect(prices.perCoreHour).toBeCloseTo((8 * 0.04) / 40, 12);
    expect(4 * prices.perCoreHour + 8 * prices.perGibHour).toBeCloseTo(0.04);
    expect(openCostPrices(prices)).toMatchObject({
      provider: 'custom',
      customPricesEnabled: 'true',
      CPU: `${prices.perCoreHour}`,
      RAM: `${prices.perGibHour}`,
    });
  });
});
