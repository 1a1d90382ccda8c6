import { useEffect, useRef } from 'react';
import styles from './run.module.css';

/** More lines than this make a browser slow; the copy has them all. */
const SHOWN = 5_000;
/** Nearer to the end than this counts as being at the end. */
const NEAR_PX = 24;

const Marked = ({ text, search }: { text: string; search: string }) => {
  const at = search ? text.toLowerCase().indexOf(search) : -1;
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + search.length)}</mark>
      {text.slice(at + search.length)}
    </>
  );
};

/** Numbered lines of a log; those that a search is for only, if there is one. */
export const LogLines = ({
  lines,
  search,
  following,
  onScrollAway,
  empty,
}: {
  lines: string[];
  search: string;
  /** Stay at the end as the log grows. */
  following: boolean;
  /** The reader scrolled up to look at something. */
  onScrollAway: () => void;
  empty: string;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  useEffect(() => {
    if (following && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [following, lines.length]);

  const wanted = search.toLowerCase();
  const found = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.toLowerCase().includes(wanted));
  const shown = found.slice(-SHOWN);

  return (
    <>
      {wanted && (
        <p className={styles.quiet} role="status">
          {found.length} of {lines.length} lines
        </p>
      )}
      {found.length > SHOWN && (
        <p className={styles.quiet}>
          The last {SHOWN} lines; copy or search reaches the others.
        </p>
      )}
      <div
        ref={box}
        className={styles.log}
        // A region that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="log"
        aria-label="Log"
        onScroll={({
          currentTarget: { scrollTop, scrollHeight, clientHeight },
        }) => {
          // Growing text moves the end away, not the reader; only a step up counts.
          const wentUp = scrollTop < lastTop.current;
          lastTop.current = scrollTop;
          const left = scrollHeight - clientHeight - scrollTop;
          if (following && wentUp && left > NEAR_PX) onScrollAway();
        }}
      >
        {lines.length === 0 && <p className={styles.quiet}>{empty}</p>}
        <ol>
          {shown.map(({ line, number }) => (
            <li key={number} value={number}>
              <Marked text={line} search={wanted} />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
};
