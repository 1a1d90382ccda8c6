import { Alert } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { absoluteTime } from '../format/time';
import { useStreamState } from '../state/useHubEvents';

/** A restart of the backend takes a moment; shorter breaks are not worth a word. */
const PATIENCE_MS = 1_500;

/**
 * Says that changes don't arrive at present and since when, so that nobody
 * takes an old page for a quiet hub.
 */
export const StreamNotice = () => {
  const broken = useStreamState() === 'reconnecting';
  const [since, setSince] = useState<string>();

  useEffect(() => {
    if (!broken) {
      setSince(undefined);
      return undefined;
    }
    const from = new Date().toISOString();
    const timer = setTimeout(() => setSince(from), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [broken]);

  return since ? (
    <Alert
      status="warning"
      icon
      role="status"
      mb="4"
      title="Reconnecting to the hub"
      description={`What you see is as of ${absoluteTime(
        since,
      )}. It goes on by itself.`}
    />
  ) : null;
};
