import { type Service, type ServiceDetail } from '@illm-lab/plugin-hub-common';
import { useState } from 'react';
import { TimeAgo } from '../components/Time';
import { ControlButton } from './ControlButton';
import { RevisionText } from './RevisionText';
import { RollbackDialog } from './RollbackDialog';
import styles from './services.module.css';
import { shortRevision } from './words';

type Deployment = ServiceDetail['history'][number];

/** What was deployed, newest first, and the way back to each. */
export const History = ({
  service,
  items,
}: {
  service: Service;
  items: Deployment[];
}) => {
  const [chosen, setChosen] = useState<Deployment>();
  const reason = service.sync.automated
    ? `Argo CD keeps ${service.name} at its branch by itself and would undo a rollback. Revert the commit in Git instead.`
    : undefined;
  return (
    <>
      {reason && <p className={styles.quiet}>{reason}</p>}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">By</th>
              {!reason && <th scope="col">Action</th>}
            </tr>
          </thead>
          <tbody>
            {items.map(one => (
              <tr key={one.id}>
                <td>
                  <TimeAgo at={one.deployedAt} />
                </td>
                <td>
                  <RevisionText revision={one.revision} withMessage />
                </td>
                <td data-label="By">{one.initiatedBy ?? 'Argo CD'}</td>
                {!reason && (
                  <td>
                    {one.current ? (
                      'deployed'
                    ) : (
                      <ControlButton
                        size="small"
                        variant="secondary"
                        aria-label={`Roll back to ${shortRevision(
                          one.revision.id,
                        )}`}
                        onPress={() => setChosen(one)}
                      >
                        Roll back…
                      </ControlButton>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <RollbackDialog
        service={service}
        deployment={chosen}
        onClose={() => setChosen(undefined)}
      />
    </>
  );
};
