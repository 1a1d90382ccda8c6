import { type SearchDocument } from '@backstage/plugin-search-common';
import { Link } from '@backstage/ui';
import { RiPlayCircleLine } from '@remixicon/react';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { RUN_STATES } from '@illm-lab/plugin-hub-common';
import { runStatus } from '../format/phase';
import styles from './RunResult.module.css';

/** A run among what was found: that it is one, how it went and when. */
export const RunResult = ({ result }: { result?: SearchDocument }) => {
  if (!result) return null;
  const { title, text, location } = result;
  // The index keeps more of a run than its type says.
  const { state: found, createdAt } = result as SearchDocument &
    Record<'state' | 'createdAt', string | undefined>;
  const state = RUN_STATES.find(one => one === found);
  return (
    <div className={styles.result}>
      <RiPlayCircleLine size={24} aria-hidden />
      <div>
        <h3 className={styles.title}>
          <Link href={location} variant="title-x-small" weight="bold">
            {title}
          </Link>
        </h3>
        <p className={styles.text}>{text}</p>
        <p className={styles.facts}>
          <span>Run</span>
          {state && <StatusTag status={runStatus({ state })} />}
          {createdAt && <TimeAgo at={createdAt} />}
        </p>
      </div>
    </div>
  );
};
