import { useApi } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import { type ServiceDetail } from '@illm-lab/plugin-hub-common';
import { useEffect, useRef, useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { plural } from '../format/counts';
import { newKey } from '../runDialog/newKey';
import { ActionDialog } from './ActionDialog';
import styles from './services.module.css';

/** Objects named in the dialog; the page itself shows all. */
const MAX_NAMED = 8;

/** Asks how a service shall be made what Git says, and says what that changes. */
export const SyncDialog = ({
  detail: { service, differences },
  isOpen,
  onClose,
}: {
  detail: ServiceDetail;
  isOpen: boolean;
  onClose: () => void;
}) => {
  const api = useApi(hubApiRef);
  const [prune, setPrune] = useState(false);
  const [dryRun, setDryRun] = useState(false);
  const key = useRef('');
  useEffect(() => {
    if (isOpen) key.current = newKey();
    // Another choice is another request.
  }, [isOpen, prune, dryRun]);
  const { name } = service;
  const where = service.source?.targetRevision ?? 'Git';
  const extra = differences.items.filter(({ change }) => change === 'extra');
  const others = differences.items.filter(({ change }) => change !== 'extra');
  return (
    <ActionDialog
      service={name}
      title={`Sync ${name}?`}
      verb={dryRun ? `Try the sync of ${name}` : `Sync ${name}`}
      done={dryRun ? `Trying the sync of ${name}` : `Syncing ${name}`}
      failed="It was not synced"
      destructive={prune && !dryRun && extra.length > 0}
      isOpen={isOpen}
      onClose={onClose}
      act={() =>
        api.services.sync({
          name,
          prune,
          dryRun,
          idempotencyKey: key.current,
        })
      }
    >
      <Text as="p">
        {others.length > 0
          ? `Makes ${plural(others.length, 'object')} what ${where} says:`
          : `Applies what ${where} says again. At present nothing differs${
              extra.length > 0 ? ' but what is to be deleted' : ''
            }.`}
      </Text>
      {others.length > 0 && (
        <ul className={styles.list}>
          {others
            .slice(0, MAX_NAMED)
            .map(({ kind, name: object, sentence }) => (
              <li key={`${kind} ${object}`}>{sentence}</li>
            ))}
          {others.length > MAX_NAMED && (
            <li>{`and ${others.length - MAX_NAMED} more`}</li>
          )}
        </ul>
      )}
      <div className={styles.options}>
        <Checkbox isSelected={prune} onChange={setPrune}>
          {extra.length > 0
            ? `Prune: delete ${plural(
                extra.length,
                'object',
              )} that Git no longer has (${extra
                .map(({ kind, name: object }) => `${kind} ${object}`)
                .join(', ')})`
            : 'Prune: delete what Git no longer has (nothing at present)'}
        </Checkbox>
        <Checkbox isSelected={dryRun} onChange={setDryRun}>
          Dry run: change nothing, only tell what would be done
        </Checkbox>
      </div>
    </ActionDialog>
  );
};
