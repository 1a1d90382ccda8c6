import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  estimateRun,
  type ExperimentInput,
  type HourlyPrices,
} from '@illm-lab/plugin-hub-common';
import { money } from '../format/money';
import { duration } from '../format/time';
import styles from './preview.module.css';

/** What the hub's computers cost, as it is configured; undefined: not known. */
function useHourlyPrices(): HourlyPrices | undefined {
  const costs = useApi(configApiRef).getOptionalConfig('hub.costs');
  const currency = costs?.getOptionalString('currency');
  const perCoreHour = costs?.getOptionalNumber('prices.perCoreHour');
  const perGibHour = costs?.getOptionalNumber('prices.perGibHour');
  return currency && perCoreHour !== undefined && perGibHour !== undefined
    ? { currency, perCoreHour, perGibHour }
    : undefined;
}

/** `<€0.0001` is no amount that one is about. */
const about = (amount: string) =>
  amount.startsWith('<') ? `less than ${amount.slice(1)}` : `about ${amount}`;

/** How long a run's load takes and about what it costs, or that it is not known. */
export const EstimateText = ({ input }: { input: ExperimentInput }) => {
  const prices = useHourlyPrices();
  const { seconds, cost, basis } = estimateRun(input, prices);
  const time =
    seconds === undefined
      ? 'How long it takes is not known'
      : `The load takes ${duration(seconds * 1000)}`;
  return (
    <div>
      <p className={styles.answer}>
        {`${time}; ${
          cost === undefined
            ? 'what it costs is not known.'
            : `${about(money(cost, prices!.currency))} a run.`
        }`}
      </p>
      <Text as="p" variant="body-small" color="secondary">
        {basis}
      </Text>
    </div>
  );
};
