import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  CardBody,
  CardHeader,
  Link,
  Skeleton,
  Text,
} from '@backstage/ui';
import { type Run, TOPIC_RUNS } from '@illm-lab/plugin-hub-common';
import { useQuery } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { Problem } from '../components/Problem';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { runStatus } from '../format/phase';
import { runRouteRef } from '../routes';
import { useHubEvents } from '../state/useHubEvents';

const Summary = ({ run }: { run: Run }) => {
  const href = useRouteRef(runRouteRef)?.({ id: run.id });
  return (
    <>
      <StatusTag status={runStatus(run)} />
      {run.message && <Text as="p">{run.message}</Text>}
      <Text as="p">
        {href ? <Link href={href}>Run #{run.number}</Link> : `#${run.number}`}
        {' · '}
        <TimeAgo at={run.createdAt} />
      </Text>
    </>
  );
};

/** How the experiment's last run went, on its page in the catalog. */
export const LastRunCard = () => {
  const experiment = useEntity().entity.metadata.name;
  const api = useApi(hubApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['hub', 'last-run', experiment],
    queryFn: ({ signal }) => api.listRuns({ experiment, limit: 1 }, { signal }),
  });
  useHubEvents(TOPIC_RUNS, event => {
    const mine = event.type === 'run' && event.run.experiment === experiment;
    if (mine || event.type === 'open') refetch();
  });
  const run = data?.items[0];
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small" weight="bold">
          Last run
        </Text>
      </CardHeader>
      <CardBody>
        {error && !data && (
          <Problem what="The last run" error={error} onRetry={refetch} />
        )}
        {!data && !error && <Skeleton height={48} />}
        {run && <Summary run={run} />}
        {data && !run && (
          <Text as="p">
            It has not run yet. Run, at the top, starts the first one.
          </Text>
        )}
      </CardBody>
    </Card>
  );
};
