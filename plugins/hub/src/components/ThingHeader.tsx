import { Flex } from '@backstage/ui';
import { type ReactNode } from 'react';
import { MetaLine } from './MetaLine';
import { StatusSentence } from './StatusSentence';
import { type StatusTag } from './StatusTag';
import styles from './ThingHeader.module.css';

/** Top of a page about one thing: where it belongs, how it is, what can be done. */
export const ThingHeader = ({
  path,
  status,
  sentence,
  meta,
  actions,
  children,
}: {
  /** The way to it, above the sentence. */
  path?: ReactNode;
  status: Parameters<typeof StatusTag>[0]['status'];
  sentence: string;
  /** Small facts, each in a `span` of its own. */
  meta: ReactNode;
  actions?: ReactNode;
  /** Dialogs of the actions. */
  children?: ReactNode;
}) => (
  <header className={styles.header}>
    <div className={styles.headline}>
      {path}
      <StatusSentence as="h2" status={status} sentence={sentence} />
      <MetaLine>{meta}</MetaLine>
    </div>
    {actions && (
      <Flex gap="2" align="center">
        {actions}
      </Flex>
    )}
    {children}
  </header>
);
