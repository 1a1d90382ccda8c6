import { Link } from '@backstage/ui';
import { type PullClaim } from '@illm-lab/plugin-hub-common';
import { useClaimHref } from '../claims/queries';
import { Panel } from '../components/Panel';
import styles from './pull.module.css';

const ACTIONS: Record<PullClaim['action'], string> = {
  adds: 'Asks for',
  changes: 'Changes',
  removes: 'Removes',
};

/** The claims that a pull request is about; the page of each follows it further. */
export const PullClaims = ({ claims }: { claims: PullClaim[] }) => {
  const href = useClaimHref();
  if (claims.length === 0) return null;
  return (
    <Panel title="Claims">
      <ul className={styles.claims}>
        {claims.map(claim => (
          <li key={href(claim)}>
            {ACTIONS[claim.action]} {claim.kind}{' '}
            <Link href={href(claim)}>{claim.name}</Link> in {claim.namespace}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
