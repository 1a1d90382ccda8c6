import { Link } from '@backstage/ui';
import { type ReactNode } from 'react';
import styles from './search.module.css';
import { excerpt, marked } from './words';

const Marked = ({ text, words }: { text: string; words: string[] }) => (
  <>
    {marked(text, words).map((piece, at) =>
      // Pieces of one text have no name but their place.
      piece.isWord ? (
        <mark key={at}>{piece.text}</mark>
      ) : (
        <span key={at}>{piece.text}</span>
      ),
    )}
  </>
);

/** One thing that was found: what it is, where it says so, and what can be done. */
export const Hit = ({
  title,
  href,
  text,
  facts,
  action,
  words,
}: {
  title: string;
  href?: string;
  text: string;
  /** Small facts, each in a `span` of its own. */
  facts?: ReactNode;
  action?: ReactNode;
  words: string[];
}) => (
  <li className={styles.hit}>
    <div className={styles.what}>
      <Link href={href} weight="bold">
        {title}
      </Link>
      {text && (
        <p>
          <Marked text={excerpt(text, words)} words={words} />
        </p>
      )}
      {facts && <p className={styles.facts}>{facts}</p>}
    </div>
    {action}
  </li>
);
