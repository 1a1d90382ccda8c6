import { Text } from '@backstage/ui';
import { NOTHING_TO_PAY, type Estimate } from '@illm-lab/plugin-hub-common';
import { money } from '../format/money';
import styles from './fields.module.css';

/** About what it will cost, with what each figure is made of. */
export const EstimateTable = ({ estimate }: { estimate: Estimate }) => {
  const { monthly, currency, complete, source, lines } = estimate;
  if (lines.length === 0) {
    return <p className={styles.answer}>{NOTHING_TO_PAY}</p>;
  }
  return (
    <>
      <p className={styles.answer}>
        {monthly === null
          ? 'What it costs is not known: the price book has no price of it.'
          : `About ${money(monthly, currency)} a month${
              complete ? '' : ', and what is not in the price book'
            }`}
      </p>
      <table className={styles.figures}>
        <caption>What the estimate is made of</caption>
        <tbody>
          {lines.map(({ kind, name, what, monthly: price, note }) => (
            <tr key={`${kind} ${name} ${what}`}>
              <th scope="row">{`${kind}, ${what.toLowerCase()}`}</th>
              <td>{price === undefined ? note : money(price, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {source && (
        <Text as="p" variant="body-small" color="secondary">
          Prices: {source}.
        </Text>
      )}
    </>
  );
};
