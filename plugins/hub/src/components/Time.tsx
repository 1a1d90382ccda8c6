import { absoluteTime, relativeTime, span } from '../format/time';
import { useNow } from '../state/useNow';

/** How long ago; in full on hover and for those who read by ear. */
export const TimeAgo = ({ at }: { at: string }) => {
  const now = useNow(20_000);
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
};

/** How long something took, or ticks while it goes on; a dash before it began. */
export const Duration = ({
  startedAt,
  finishedAt,
}: {
  startedAt?: string | null;
  finishedAt?: string | null;
}) => {
  const now = useNow(1_000, Boolean(startedAt) && !finishedAt);
  return <>{span({ startedAt, finishedAt }, now) ?? '–'}</>;
};
