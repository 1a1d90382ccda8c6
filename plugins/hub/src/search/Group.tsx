import { Button, Skeleton } from '@backstage/ui';
import { type ReactNode, useState } from 'react';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import styles from './search.module.css';

/** Things of one group that are shown at first. */
const FIRST = 8;

/** What was found of one kind; not there when that is nothing. */
export const Group = <Item,>({
  title,
  items,
  error,
  onRetry,
  children,
}: {
  title: string;
  /** Undefined while it is being asked. */
  items: Item[] | undefined;
  error: Error | null;
  onRetry: () => void;
  children: (item: Item) => ReactNode;
}) => {
  const [all, setAll] = useState(false);
  if (error) return <Problem what={title} error={error} onRetry={onRetry} />;
  if (items?.length === 0) return null;
  return (
    <Panel title={title}>
      {items ? (
        <ul className={styles.hits}>
          {(all ? items : items.slice(0, FIRST)).map(children)}
        </ul>
      ) : (
        <Skeleton height={64} />
      )}
      {items && items.length > FIRST && !all && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setAll(true)}
        >{`All ${items.length}: ${title}`}</Button>
      )}
    </Panel>
  );
};
