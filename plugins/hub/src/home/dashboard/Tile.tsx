import { Skeleton } from '@backstage/ui';
import { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { PanelBoundary } from '../../components/Panel';
import styles from './dashboard.module.css';

/** One figure of the dashboard with the page behind it. */
export const Tile = ({
  title,
  href,
  children,
}: {
  title: string;
  /** Where there is more. */
  href?: string;
  children: ReactNode;
}) => (
  <div className={styles.tile}>
    <h3 className={styles.tileTitle}>
      {href ? <Link to={href}>{title}</Link> : title}
    </h3>
    <PanelBoundary title={title}>{children}</PanelBoundary>
  </div>
);

/** The figure itself, a word about it, and its place while it is being asked. */
export const TileFigure = ({
  pending = false,
  figure,
  words,
}: {
  pending?: boolean;
  figure: ReactNode;
  words: ReactNode;
}) => (
  <>
    <div className={styles.figure}>
      {pending ? <Skeleton width={96} height={28} /> : figure}
    </div>
    <div className={styles.words}>
      {pending ? <Skeleton width={140} height={16} /> : words}
    </div>
  </>
);
