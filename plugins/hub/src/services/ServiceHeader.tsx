import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { type ServiceDetail } from '@illm-lab/plugin-hub-common';
import { RiGitMergeLine, RiRefreshLine } from '@remixicon/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { errorText } from '../components/Problem';
import { ThingHeader } from '../components/ThingHeader';
import { TimeAgo } from '../components/Time';
import { ControlButton } from './ControlButton';
import { useServiceHref } from './queries';
import { RevisionText } from './RevisionText';
import { serviceStatus } from './status';
import { appliedWords } from './words';
import { SyncDialog } from './SyncDialog';

const TOAST_MS = 6_000;

const RefreshButton = ({ name }: { name: string }) => {
  const api = useApi(hubApiRef);
  const toasts = useApi(toastApiRef);
  const cache = useQueryClient();
  const refresh = useMutation({
    mutationFn: () => api.services.refresh({ name }),
    onSuccess: ({ sync }) => {
      cache.invalidateQueries({ queryKey: ['hub', 'services'] });
      toasts.post({
        title: `Compared ${name} with Git`,
        description: sync.reason,
        status: 'info',
        timeout: TOAST_MS,
      });
    },
    onError: error =>
      toasts.post({
        title: `${name} was not compared with Git`,
        description: errorText(error),
        status: 'danger',
      }),
  });
  return (
    <ControlButton
      variant="secondary"
      iconStart={<RiRefreshLine />}
      isPending={refresh.isPending}
      onPress={() => refresh.mutate()}
    >
      Refresh
    </ControlButton>
  );
};

/** How a service is, in a sentence; what is deployed; and what can be done. */
export const ServiceHeader = ({
  detail,
  showName = true,
}: {
  detail: ServiceDetail;
  /** On its own page in the catalog its name is the title already. */
  showName?: boolean;
}) => {
  const [syncing, setSyncing] = useState(false);
  const href = useServiceHref();
  const { service } = detail;
  const { name, parent, wave, sentence, revision, lastSyncedAt } = service;
  const isThere = service.state !== 'missing' && detail.service.source !== null;
  return (
    <ThingHeader
      path={
        showName && (
          <Text as="p" variant="body-medium" color="secondary">
            <Link href={href()}>Services</Link>
            {' › '}
            {parent && (
              <>
                <Link href={href(parent)}>{parent}</Link>
                {`, wave ${wave} › `}
              </>
            )}
            {name}
          </Text>
        )
      }
      status={serviceStatus(service)}
      sentence={sentence}
      meta={
        <>
          {revision && (
            <span>
              <RevisionText revision={revision} withMessage />
            </span>
          )}
          {revision?.date && (
            <span>
              committed <TimeAgo at={revision.date} />
            </span>
          )}
          {lastSyncedAt && (
            <span title={appliedWords(revision?.date, lastSyncedAt)}>
              last applied <TimeAgo at={lastSyncedAt} />
            </span>
          )}
        </>
      }
      actions={
        isThere && (
          <>
            <RefreshButton name={name} />
            <ControlButton
              variant="primary"
              iconStart={<RiGitMergeLine />}
              reason={
                service.operation?.phase === 'Running'
                  ? 'An operation runs already.'
                  : undefined
              }
              onPress={() => setSyncing(true)}
            >
              Sync…
            </ControlButton>
          </>
        )
      }
    >
      <SyncDialog
        detail={detail}
        isOpen={syncing}
        onClose={() => setSyncing(false)}
      />
    </ThingHeader>
  );
};
