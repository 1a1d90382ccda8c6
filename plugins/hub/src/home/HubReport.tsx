import { Alert } from '@backstage/ui';
import { type HubStatus } from '@illm-lab/plugin-hub-common';
import { absoluteTime } from '../format/time';
import { hubSentence, usableNow } from './hubSentence';
import styles from './home.module.css';

/** The hub in a sentence, then whatever is not as it should be. */
export const HubReport = ({ status }: { status: HubStatus }) => {
  const building = status.state !== 'ready' && status.state !== 'degraded';
  const cut = status.sources.filter(({ connected }) => !connected);
  return (
    <section aria-labelledby="hub-state">
      <h2 id="hub-state" className={styles.sentence} aria-live="polite">
        {hubSentence(status)}
      </h2>
      {building && <p className={styles.quiet}>{usableNow(status)}</p>}
      {!status.podsRunnable && status.podsReason && (
        <Alert
          status="warning"
          icon
          mt="3"
          title="Runs can’t be carried out on this machine as it is"
          description={`${status.podsReason} The wizard and pull requests work all the same.`}
        />
      )}
      {!building &&
        cut.map(({ name, reason, lastGoodAt }) => (
          <Alert
            key={name}
            status="warning"
            icon
            mt="3"
            title={`The portal has lost sight of ${name}`}
            description={[
              reason,
              lastGoodAt &&
                `What it shows is as of ${absoluteTime(lastGoodAt)}.`,
            ]
              .filter(Boolean)
              .join(' ')}
          />
        ))}
    </section>
  );
};
