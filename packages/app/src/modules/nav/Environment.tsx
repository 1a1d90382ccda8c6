import {
  useSidebarOpenState,
  useSidebarPinState,
} from '@backstage/core-components';
import { EnvironmentBadge } from '@illm-lab/plugin-hub';
import { Logo } from './Logo';
import styles from './nav.module.css';

/**
 * A phone has no side bar, so which lab this is stands above the page: in its
 * flow, where it covers nothing.
 */
export const MobileHeader = () => {
  const { isMobile } = useSidebarPinState();
  return isMobile ? (
    <header className={styles.mobileHeader}>
      <Logo />
      <EnvironmentBadge variant="pill" />
    </header>
  ) : null;
};

/** The environment in the side bar, however wide that is. */
export const SidebarEnvironment = () => {
  const { isOpen } = useSidebarOpenState();
  return <EnvironmentBadge variant={isOpen ? 'open' : 'narrow'} />;
};
