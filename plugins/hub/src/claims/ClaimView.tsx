import { Skeleton } from '@backstage/ui';
import { type ClaimDetail, type ClaimName } from '@illm-lab/plugin-hub-common';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { PageNotices } from '../components/PageNotices';
import { isNotFound } from '../state/queries';
import { ClaimCost } from './ClaimCost';
import { ClaimHeader } from './ClaimHeader';
import { ClaimParts } from './ClaimParts';
import { ClaimSteps } from './ClaimSteps';
import { Conditions } from './Conditions';
import { Connection } from './Connection';
import { Events } from './Events';
import { NoSuchClaim } from './NoSuchClaim';
import { useClaim } from './queries';
import { Wishes } from './Wishes';

const Loading = () => (
  <div role="status" aria-busy="true" aria-label="Loading the claim">
    <Skeleton height={32} width="60%" />
    <Skeleton height={20} width="40%" style={{ marginTop: 12 }} />
    <Skeleton height={320} style={{ marginTop: 24 }} />
  </div>
);

const Parts = ({ detail }: { detail: ClaimDetail }) => {
  const { claim, resources, conditions, events } = detail;
  const leaves = claim.state === 'deleting' || claim.state === 'gone';
  return (
    <>
      <Panel title={leaves ? 'What is left' : 'From pull request to Ready'}>
        <ClaimSteps steps={detail.steps} />
      </Panel>
      {resources.length > 0 && (
        <Panel title="What it is made of">
          <ClaimParts detail={detail} />
        </Panel>
      )}
      <Panel title="How to connect">
        <Connection detail={detail} />
      </Panel>
      <Panel title="Cost">
        <ClaimCost claim={claim} />
      </Panel>
      <Panel title="What was asked for">
        <Wishes detail={detail} />
      </Panel>
      {conditions.length > 0 && (
        <Panel title="Conditions">
          <Conditions items={conditions} />
        </Panel>
      )}
      {claim.createdAt && (
        <Panel title="Events">
          <Events items={events} />
        </Panel>
      )}
    </>
  );
};

/** One claim in full: how far it is, what it is made of, how to connect. */
export const ClaimView = ({
  of,
  showName,
}: {
  of: ClaimName;
  showName?: boolean;
}) => {
  const { data, error, refetch } = useClaim(of);
  if (isNotFound(error)) {
    return <NoSuchClaim of={of} />;
  }
  return (
    <>
      <PageNotices />
      {error && !data && (
        <Problem what="The claim" error={error} onRetry={refetch} />
      )}
      {data && (
        <>
          <SourceNotice source={data.source} error={error} what="The claim" />
          <SourceNotice source={data.forge} />
          <ClaimHeader detail={data} showName={showName} />
          <Parts detail={data} />
        </>
      )}
      {!data && !error && <Loading />}
    </>
  );
};
