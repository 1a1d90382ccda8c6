import { Skeleton } from '@backstage/ui';
import {
  COST_UNALLOCATED,
  type Claim,
  type CostReport,
} from '@illm-lab/plugin-hub-common';
import { Facts } from '../components/Facts';
import { SourceNotice } from '../components/SourceNotice';
import { money } from '../format/money';
import { useCostReport } from '../state/catalogQueries';
import styles from './claims.module.css';
import { estimateText } from './words';

/** Labels that a composition puts on all that a claim is made of. */
const CLAIM_LABEL = 'label:illm.lab/claim';
const KIND_LABEL = 'label:illm.lab/claim-kind';
const ANY_CURRENCY = 'EUR';

/** What a claim should cost by its definition, and what OpenCost has seen. */
export const ClaimCost = ({ claim }: { claim: Claim }) => {
  const { namespace, kind, name, estimate, provider } = claim;
  const { data, error } = useCostReport({
    window: '30d',
    aggregate: CLAIM_LABEL,
    filter: `namespace:${namespace},${KIND_LABEL}:${kind}`,
  });
  const currency = data?.currency ?? ANY_CURRENCY;
  return (
    <>
      <Facts
        items={[
          {
            name: 'Estimate',
            value: estimate
              ? estimateText(estimate, currency)
              : 'Its definition names none.',
          },
          {
            name: 'Seen by OpenCost, 30 days',
            value:
              data || error ? (
                seen(data, name)
              ) : (
                <Skeleton width={72} height={16} />
              ),
          },
        ]}
      />
      <SourceNotice
        source={data?.source}
        error={data ? null : error}
        what="What it has cost"
      />
      {provider && provider !== 'local' && (
        <p className={styles.quiet}>
          OpenCost sees what runs on the hub. What the cloud bills for this
          claim carries its labels as tags and is on the cloud’s bill.
        </p>
      )}
    </>
  );
};

function seen(report: CostReport | undefined, name: string): string {
  if (!report || report.total === null) {
    return report?.notMeasured ?? 'Not known now.';
  }
  const item = report.items.find(
    ({ key }) => key === name && key !== COST_UNALLOCATED,
  );
  return item
    ? money(item.cost.total, report.currency)
    : 'Nothing of it runs on the hub.';
}
