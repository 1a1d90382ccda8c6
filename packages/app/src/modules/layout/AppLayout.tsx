import { SidebarPage } from '@backstage/core-components';
import { type ReactNode, useRef } from 'react';
import styles from './layout.module.css';
import { useMends } from './mends/useMends';
import { Shortcuts } from './Shortcuts';

/** Where a page's content begins; what the skip link leads to. */
const CONTENT_ID = 'content';

/** Every page: a way past the navigation, the navigation, then the content. */
export const AppLayout = ({
  nav,
  children,
}: {
  nav: ReactNode;
  children: ReactNode;
}) => {
  const content = useRef<HTMLDivElement>(null);
  useMends();
  return (
    <>
      <a
        className={styles.skip}
        href={`#${CONTENT_ID}`}
        onClick={event => {
          // The address stays as it is: it may be sent to somebody.
          event.preventDefault();
          content.current?.focus();
        }}
      >
        Skip to content
      </a>
      <SidebarPage>
        {nav}
        <div
          ref={content}
          id={CONTENT_ID}
          tabIndex={-1}
          className={styles.content}
        >
          {children}
        </div>
      </SidebarPage>
      <Shortcuts />
    </>
  );
};
