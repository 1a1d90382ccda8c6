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
        <p className={styles.brand}>
          <LogoMark size={28} /> Illm Lab
        </p>
        <Text as="h1" variant="title-small" weight="bold">
          {title}
        </Text>
      </header>
      {children}
    </div>
  </main>
);
