import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { type Claim } from '@illm-lab/plugin-hub-common';
import { FactsCard } from '../components/Facts';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { StatusTag } from '../components/StatusTag';
import styles from './claims.module.css';
import { useClaimHref, useClaims } from './queries';
import { claimStatus } from './status';
import { providerName } from './words';

const isOf = (entity: Entity) => {
  const ref = stringifyEntityRef(entity);
  const { name } = entity.metadata;
  return entity.kind.toLowerCase() === 'group'
    ? ({ team }: Claim) => team === ref
    : ({ experiment }: Claim) => experiment === name;
};

/** The claims of the team or experiment whose page this is. */
export const ClaimsCard = () => {
  const { entity } = useEntity();
  const { data, error, refetch } = useClaims();
  const href = useClaimHref();
  const claims = data?.items.filter(isOf(entity)) ?? [];
  return (
    <FactsCard title="Claims">
      {error && !data && (
        <Problem what="The claims" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={64} />}
      <SourceNotice source={data?.source} />
      {data && claims.length === 0 && (
        <p className={styles.quiet}>Nothing was asked for.</p>
      )}
      {claims.length > 0 && (
        <ul className={styles.rows}>
          {claims.map(claim => (
            <li key={`${claim.namespace}/${claim.kind}/${claim.name}`}>
              <Link href={href(claim)}>{claim.name}</Link>
              <span className={styles.text}>
                {claim.kind}
                {claim.provider && ` from ${providerName(claim.provider)}`}
              </span>
              <StatusTag status={claimStatus(claim.state)} />
            </li>
          ))}
        </ul>
      )}
    </FactsCard>
  );
};
