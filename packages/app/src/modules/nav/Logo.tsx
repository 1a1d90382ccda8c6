import { useSidebarOpenState } from '@backstage/core-components';
import { Link } from 'react-router-dom';
import styles from './nav.module.css';

/** A flask whose content is a load curve: what the lab does, in 32 pixels. */
export const LogoMark = ({ size = 32 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <path
      d="M12 3h8M13.5 3v9L5.6 25.2A2.5 2.5 0 0 0 7.8 29h16.4a2.5 2.5 0 0 0 2.2-3.8L18.5 12V3"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <path
      d="M8.5 25.5c3-.3 3.6-5.5 6-5.5s2.4 3.6 4.4 3.6 2-1.6 3.4-2.1"
      fill="none"
      stroke="#36d399"
      strokeWidth="2.4"
      strokeLinecap="round"
    />
  </svg>
);

/** The portal's name; leads home. */
export const Logo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link to="/" className={styles.logo} aria-label="Illm Lab, home">
      <LogoMark />
      {isOpen && 'Illm Lab'}
    </Link>
  );
};
