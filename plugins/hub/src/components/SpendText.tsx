import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { money } from '../format/money';
import { type Spend } from '../state/useSpend';

/** What something cost; a dash that says so where that is not known. */
export const SpendText = ({ spend, of }: { spend: Spend; of: string }) => {
  const amount = spend.of(of);
  if (spend.pending) return <Skeleton width={56} height={16} />;
  if (amount === undefined) {
    return (
      <span title={spend.notMeasured ?? 'Not known now'}>
        <span aria-hidden>–</span>
        <VisuallyHidden>not known</VisuallyHidden>
      </span>
    );
  }
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {money(amount, spend.currency)}
    </span>
  );
};
