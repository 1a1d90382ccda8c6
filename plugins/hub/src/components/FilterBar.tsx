import { SearchField } from '@backstage/ui';
import { type ReactNode } from 'react';
import styles from './FilterBar.module.css';

/** Search and filters above a table, and what is found. */
export const FilterBar = ({
  label,
  search,
  onSearchChange,
  children,
  found,
}: {
  /** What is searched, for those who read by ear. */
  label: string;
  search: string;
  onSearchChange: (to: string) => void;
  /** More filters. */
  children?: ReactNode;
  /** What there is, as a phrase. */
  found?: ReactNode;
}) => (
  <div className={styles.bar}>
    <SearchField
      aria-label={label}
      placeholder={label}
      value={search}
      onChange={onSearchChange}
    />
    {children}
    {found !== undefined && (
      <span className={styles.found} role="status">
        {found}
      </span>
    )}
  </div>
);
