import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { type ServiceDetail } from '@illm-lab/plugin-hub-common';
import { RiGitMergeLine, RiRefreshLine } from '@remixicon/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { errorText } from '../components/Problem';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { ControlButton } from './ControlButton';
import { useServiceHref } from './queries';
import { RevisionText } from './RevisionText';
import styles from './services.module.css';
import { serviceStatus } from './status';
import { SyncDialog } from './SyncDialog';

/** A sentence of more characters than this is set smaller. */
const LONG = 90;
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
    <header className={styles.header}>
      <div className={styles.headline}>
        {showName && (
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
        )}
        <h2
          className={styles.sentence}
          data-long={sentence.length > LONG || undefined}
        >
          <StatusTag status={serviceStatus(service)} />{' '}
          <span aria-live="polite">{sentence}</span>
        </h2>
        <p className={styles.meta}>
          {revision && (
            <span>
              <RevisionText revision={revision} withMessage />
            </span>
          )}
          {revision?.date && (
            <span>
              <TimeAgo at={revision.date} />
            </span>
          )}
          {lastSyncedAt && (
            <span>
              synced <TimeAgo at={lastSyncedAt} />
            </span>
          )}
        </p>
      </div>
      {isThere && (
        <Flex gap="2" align="center">
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
        </Flex>
      )}
      <SyncDialog
        detail={detail}
        isOpen={syncing}
        onClose={() => setSyncing(false)}
      />
    </header>
  );
};
