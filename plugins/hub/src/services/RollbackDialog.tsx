import { useApi } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import { type Service, type ServiceDetail } from '@illm-lab/plugin-hub-common';
import { useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { absoluteTime } from '../format/time';
import { ActionDialog } from './ActionDialog';
import styles from './services.module.css';
import { shortRevision } from './words';

/** Asks once before an older revision is deployed again, and names both. */
export const RollbackDialog = ({
  service,
  deployment,
  onClose,
}: {
  service: Service;
  /** What to go back to; nothing while nobody asks. */
  deployment?: ServiceDetail['history'][number];
  onClose: () => void;
}) => {
  const api = useApi(hubApiRef);
  const [prune, setPrune] = useState(false);
  const { name, revision } = service;
  const to = shortRevision(deployment?.revision.id ?? '');
  return (
    <ActionDialog
      service={name}
      title={`Roll ${name} back to ${to}?`}
      verb={`Roll back to ${to}`}
      done={`Rolling ${name} back to ${to}`}
      failed="It was not rolled back"
      destructive
      isOpen={deployment !== undefined}
      onClose={onClose}
      act={() =>
        api.services.rollback({
          name,
          deployment: deployment?.id ?? -1,
          prune,
        })
      }
    >
      <Text as="p">
        {`Deploys ${to} again${
          deployment ? `, as of ${absoluteTime(deployment.deployedAt)}` : ''
        }${
          revision ? `, in place of ${shortRevision(revision.id)}` : ''
        }. Git stays as it is, so the service will differ from Git until it is synced again.`}
      </Text>
      <div className={styles.options}>
        <Checkbox isSelected={prune} onChange={setPrune}>
          Prune: delete what that revision does not have
        </Checkbox>
      </div>
    </ActionDialog>
  );
};
