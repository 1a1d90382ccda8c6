import { Container, Skeleton } from '@backstage/ui';
import { Problem } from '../components/Problem';
import { HubParts } from '../home/HubParts';
import { HubReport } from '../home/HubReport';
import { ToolsProgress } from '../home/ToolsProgress';
import { useHubStatus } from '../state/queries';
import { RetentionPanel } from './RetentionPanel';

/** The hub in a sentence, and every part of it. */
export const HubOverview = () => {
  const { data, error, refetch } = useHubStatus();
  return (
    <Container pt="2" pb="6">
      {!data && error && (
        <Problem what="The hub’s state" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={96} />}
      {data && (
        <>
          <HubReport status={data} />
          <HubParts components={data.components} />
          {data.state !== 'ready' && <ToolsProgress tools={data.tools} />}
          <RetentionPanel />
        </>
      )}
    </Container>
  );
};
