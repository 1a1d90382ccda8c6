import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Skeleton, Text } from '@backstage/ui';
import { RiFlaskLine, RiPlayLine } from '@remixicon/react';
import { Problem } from '../components/Problem';
import { StreamNotice } from '../components/StreamNotice';
import { NEW_EXPERIMENT_PATH, runsRouteRef } from '../routes';
import { useHubStatus } from '../state/queries';
import { Dashboard } from './dashboard/Dashboard';
import { HubParts } from './HubParts';
import { HubReport } from './HubReport';
import { runsWork } from './hubSentence';
import { ToolsProgress } from './ToolsProgress';
import styles from './home.module.css';

/** How the lab is at a glance; while its hub is being built, how far that is. */
export const HomePage = () => {
  const { data, error, refetch } = useHubStatus();
  const runsHref = useRouteRef(runsRouteRef)?.() ?? '/';
  const coming = data?.state === 'building' || data?.state === 'starting';
  // What works already is offered, whatever is still to come.
  const works = !coming || runsWork(data);
  return (
    <Container pt="2" pb="6">
      <StreamNotice />
      {!data && error && (
        <Problem what="The hub’s state" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={36} width={420} />}
      {data && <HubReport status={data} />}
      <nav className={styles.actions} aria-label="First steps">
        <ButtonLink
          variant="primary"
          iconStart={<RiFlaskLine />}
          href={NEW_EXPERIMENT_PATH}
        >
          New experiment
        </ButtonLink>
        <ButtonLink
          variant="secondary"
          iconStart={<RiPlayLine />}
          href={runsHref}
        >
          Runs
        </ButtonLink>
      </nav>
      {works && <Dashboard />}
      {coming && (
        <>
          {!works && (
            <Text as="p" color="secondary">
              An experiment is a folder in the repository: what is tested, the
              load and the thresholds. The wizard opens a pull request with it;
              once merged it can be run as often as you like.
            </Text>
          )}
          <ToolsProgress tools={data.tools} />
          <HubParts components={data.components} />
        </>
      )}
    </Container>
  );
};
