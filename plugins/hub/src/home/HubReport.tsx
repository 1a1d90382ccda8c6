import { Alert } from '@backstage/ui';
import { type HubStatus, sourceState } from '@illm-lab/plugin-hub-common';
import { noticeOf } from '../components/SourceNotice';
import { hubSentence, toCome, usableNow } from './hubSentence';
import styles from './home.module.css';

/** The hub in a sentence, then whatever is not as it should be. */
export const HubReport = ({ status }: { status: HubStatus }) => {
  const coming = status.state === 'building' || status.state === 'starting';
  // What has not been there yet is no fault: it is to come.
  const lost = status.sources.filter(source => sourceState(source) === 'lost');
  return (
    <section aria-labelledby="hub-state">
      <h2 id="hub-state" className={styles.sentence} aria-live="polite">
        {hubSentence(status)}
      </h2>
      {coming && (
        <p className={styles.quiet}>
          {usableNow(status)} {toCome(status)}
        </p>
      )}
      {!status.podsRunnable && status.podsReason && (
        <Alert
          status="warning"
          icon
          mt="3"
          title="Runs can’t be carried out on this machine as it is"
          description={`${status.podsReason} The wizard and pull requests work all the same.`}
        />
      )}
      {lost.map(source => (
        <Alert
          key={source.name}
          status="warning"
          icon
          mt="3"
          title={`The portal has lost sight of ${source.name}`}
          description={noticeOf(source)}
        />
      ))}
    </section>
  );
};
