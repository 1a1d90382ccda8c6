import { type ClaimDetail } from '@illm-lab/plugin-hub-common';
import { Facts } from '../components/Facts';
import styles from './claims.module.css';

/** Where the claim's connection is, never what is in it. */
export const Connection = ({
  detail: { claim, connection },
}: {
  detail: ClaimDetail;
}) => {
  if (!connection) {
    return (
      <p className={styles.quiet}>
        {claim.state === 'deleting' || claim.state === 'gone'
          ? 'There is nothing to connect to any more.'
          : 'Here will be the Secret that says how to connect, once there is something to connect to.'}
      </p>
    );
  }
  const { namespace, secret, keys, endpoint } = connection;
  return (
    <>
      <Facts
        items={[
          ...(endpoint
            ? [{ name: 'Endpoint', value: <code>{endpoint}</code> }]
            : []),
          ...(secret
            ? [
                { name: 'Secret', value: <code>{secret}</code> },
                { name: 'Namespace', value: <code>{namespace}</code> },
              ]
            : []),
          ...(keys.length > 0
            ? [{ name: 'Keys', value: <code>{keys.join(', ')}</code> }]
            : []),
        ]}
      />
      {secret && (
        <p className={styles.quiet}>
          The portal never reads the Secret. A pod of the namespace takes it
          with <code>envFrom</code> or as a volume.
        </p>
      )}
    </>
  );
};
