import { Link, Skeleton } from '@backstage/ui';
import { type PullRequest } from '@illm-lab/plugin-hub-common';
import { useClaimHref } from '../../claims/queries';
import { Panel } from '../../components/Panel';
import { Problem } from '../../components/Problem';
import { SourceNotice } from '../../components/SourceNotice';
import { StatusTag } from '../../components/StatusTag';
import { TimeAgo } from '../../components/Time';
import { type Status } from '../../format/phase';
import { usePulls } from '../../state/catalogQueries';
import { hasFigures } from '../../state/hasFigures';
import styles from './dashboard.module.css';

const CHECKS: Record<NonNullable<PullRequest['checks']>, Status> = {
  passed: { word: 'Checks passed', tone: 'good' },
  failed: { word: 'Checks failed', tone: 'bad' },
  pending: { word: 'Checks run', tone: 'running' },
};

const PullRow = ({ pull }: { pull: PullRequest }) => {
  const href = useClaimHref();
  return (
    <li>
      <span className={styles.name}>
        <Link href={pull.url} target="_blank" rel="noopener">
          #{pull.number} {pull.title}
        </Link>
      </span>
      {pull.draft && <StatusTag status={{ word: 'Draft', tone: 'stopped' }} />}
      {pull.checks && <StatusTag status={CHECKS[pull.checks]} />}
      <span className={styles.message}>
        {pull.experiments.join(', ')}
        {pull.claims.map((claim, index) => (
          <span key={`${claim.namespace}/${claim.kind}/${claim.name}`}>
            {(index > 0 || pull.experiments.length > 0) && ', '}
            <Link href={href(claim)}>
              {claim.kind} {claim.name}
            </Link>
          </span>
        ))}{' '}
        · by {pull.author} · <TimeAgo at={pull.createdAt} />
      </span>
    </li>
  );
};

/** Pull requests on experiments and claims that wait for somebody. */
export const WaitingPulls = () => {
  const { data, error, refetch } = usePulls();
  const known = data && hasFigures(data);
  return (
    <Panel title="Waiting for review">
      {error && !data && (
        <Problem what="The pull requests" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={40} />}
      <SourceNotice source={data?.source} />
      {known && data.items.length === 0 && (
        <p className={styles.quiet}>
          No pull request on an experiment or a claim is open.
        </p>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.rows}>
          {data.items.map(pull => (
            <PullRow key={pull.number} pull={pull} />
          ))}
        </ul>
      )}
    </Panel>
  );
};
