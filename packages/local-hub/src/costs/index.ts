export * from './openCostPrices';
export * from './prices';
export * from './prometheusConfig';
