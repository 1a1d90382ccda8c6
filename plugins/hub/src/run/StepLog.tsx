import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Skeleton, Switch } from '@backstage/ui';
import { type Stage } from '@illm-lab/plugin-hub-common';
import { RiFileCopyLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { Problem } from '../components/Problem';
import { LogLines } from './LogLines';
import { plainLog } from './logText';
import styles from './run.module.css';
import { useStepLog } from './useStepLog';

const TOAST_MS = 3_000;

/** A step's log: live, to be followed, searched and copied. */
export const StepLog = ({ run, step }: { run: string; step: Stage }) => {
  const { text, error, reload } = useStepLog(run, step);
  const live = !step.finishedAt;
  const [following, setFollowing] = useState(true);
  const [search, setSearch] = useState('');
  const toasts = useApi(toastApiRef);
  const lines = useMemo(
    () => (text ? plainLog(text).replace(/\n$/, '').split('\n') : []),
    [text],
  );

  const copy = async () => {
    await navigator.clipboard.writeText(lines.join('\n'));
    toasts.post({
      title: `Copied ${lines.length} lines`,
      status: 'success',
      timeout: TOAST_MS,
    });
  };

  if (error) {
    return <Problem what="The log" error={error} onRetry={reload} />;
  }
  if (text === undefined) {
    return (
      <div role="status" aria-busy="true" aria-label="Loading the log">
        <Skeleton height={240} />
      </div>
    );
  }
  return (
    <div>
      <div className={styles.logTools}>
        <SearchField
          aria-label="Search in the log"
          placeholder="Search in the log"
          size="small"
          value={search}
          onChange={setSearch}
        />
        {live && (
          <Switch
            label="Follow"
            isSelected={following}
            onChange={setFollowing}
          />
        )}
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiFileCopyLine />}
          isDisabled={lines.length === 0}
          onPress={copy}
        >
          Copy
        </Button>
      </div>
      <LogLines
        lines={lines}
        search={search}
        following={live && following}
        onScrollAway={() => setFollowing(false)}
        empty={live ? 'Nothing written yet.' : 'It wrote nothing.'}
      />
    </div>
  );
};
