import {
  useSidebarOpenState,
  useSidebarPinState,
} from '@backstage/core-components';
import { EnvironmentBadge } from '@illm-lab/plugin-hub';
import styles from './nav.module.css';

/** A phone has no side bar, so the environment stands above the bottom bar. */
export const MobileEnvironment = () => {
  const { isMobile } = useSidebarPinState();
  return isMobile ? (
    <div className={styles.mobileEnvironment}>
      <EnvironmentBadge variant="pill" />
    </div>
  ) : null;
};

/** The environment in the side bar, however wide that is. */
export const SidebarEnvironment = () => {
  const { isOpen } = useSidebarOpenState();
  return <EnvironmentBadge variant={isOpen ? 'open' : 'narrow'} />;
};
