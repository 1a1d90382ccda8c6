import { Text } from '@backstage/ui';
import { type ReactNode } from 'react';
import { LogoMark } from '../nav/Logo';
import styles from './signIn.module.css';

/** The page around everything that is shown before somebody is signed in. */
export const SignInFrame = ({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}) => (
  <main className={styles.page}>
    <div className={styles.column}>
      <header className={styles.header}>
        <LogoMark size={40} />
        <Text as="p" variant="title-small">
          Illm Lab
        </Text>
        <Text as="h1" variant="title-medium" weight="bold">
          {title}
        </Text>
      </header>
      {children}
    </div>
  </main>
);
