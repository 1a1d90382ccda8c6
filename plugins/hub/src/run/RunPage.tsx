import { useRouteRef, useRouteRefParams } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Skeleton } from '@backstage/ui';
import { EmptyStart } from '../components/EmptyStart';
import { Problem } from '../components/Problem';
import { PageNotices } from '../components/PageNotices';
import { runRouteRef, runsRouteRef } from '../routes';
import { isNotFound, useRun } from '../state/queries';
import { RunHeader } from './RunHeader';
import { RunTabs } from './RunTabs';
import { WhatWentWrong } from './WhatWentWrong';

const LoadingRun = () => (
  <div role="status" aria-busy="true" aria-label="Loading the run">
    <Skeleton height={32} width="60%" />
    <Skeleton height={20} width="40%" style={{ marginTop: 12 }} />
    <Skeleton height={320} style={{ marginTop: 24 }} />
  </div>
);

/** One run: how it went first, then its steps, its result and its inputs. */
export const RunPage = () => {
  const { id } = useRouteRefParams(runRouteRef);
  const runsHref = useRouteRef(runsRouteRef)?.() ?? '/';
  const { data: run, error, refetch } = useRun(id);

  if (!run && isNotFound(error)) {
    return (
      <Container pt="2" pb="6">
        <EmptyStart
          title={`There is no run ${id}`}
          action={
            <ButtonLink variant="primary" href={runsHref}>
              All runs
            </ButtonLink>
          }
        >
          The address may be mistyped, or it belongs to another hub.
        </EmptyStart>
      </Container>
    );
  }
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      {error && <Problem what="The run" error={error} onRetry={refetch} />}
      {run && (
        <>
          <RunHeader run={run} />
          <WhatWentWrong run={run} />
          <RunTabs run={run} />
        </>
      )}
      {!run && !error && <LoadingRun />}
    </Container>
  );
};
