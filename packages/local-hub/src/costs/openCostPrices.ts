import { Prices } from './prices';

/**
 * The price file of OpenCost's custom provider (`$CONFIG_PATH/default.json`): per
 * core-hour and per GiB-hour, as text. What a hub at home does not have is free.
 */
export const openCostPrices = ({ perCoreHour, perGibHour }: Prices) => ({
  provider: 'custom',
  description: 'From packages/local-hub/config/prices.yaml',
  customPricesEnabled: 'true',
  CPU: `${perCoreHour}`,
  RAM: `${perGibHour}`,
  GPU: '0',
  storage: '0',
  spotCPU: `${perCoreHour}`,
  spotRAM: `${perGibHour}`,
  zoneNetworkEgress: '0',
  regionNetworkEgress: '0',
  internetNetworkEgress: '0',
  firstFiveForwardingRulesCost: '0',
  additionalForwardingRuleCost: '0',
  LBIngressDataCost: '0',
});
