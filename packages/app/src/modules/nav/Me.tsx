import {
  SidebarItem,
  useSidebarOpenState,
  useSidebarPinState,
} from '@backstage/core-components';
import { Avatar, Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import styles from './nav.module.css';
import { useMe } from './useMe';

/** In a phone's menu, which is a dialog: no menu can open from there. */
const OnPhone = () => {
  const { name, ways } = useMe();
  return (
    <>
      <p className={styles.signedIn}>{`Signed in as ${name}`}</p>
      {ways.map(({ label, icon, go }) =>
        typeof go === 'string' ? (
          <SidebarItem key={label} icon={() => icon} text={label} to={go} />
        ) : (
          <SidebarItem
            key={label}
            icon={() => icon}
            text={label}
            onClick={go}
          />
        ),
      )}
    </>
  );
};

const InSideBar = () => {
  const { isOpen } = useSidebarOpenState();
  const { name, picture = '', ways } = useMe();
  return (
    <MenuTrigger>
      <Button
        className={styles.me}
        aria-label={`Signed in as ${name}`}
        data-narrow={!isOpen || undefined}
      >
        <Avatar name={name} src={picture} size="small" purpose="decoration" />
        {isOpen && <span className={styles.meName}>{name}</span>}
      </Button>
      <Menu placement="right bottom">
        {ways.map(({ label, icon, go }) => (
          <MenuItem
            key={label}
            iconStart={icon}
            {...(typeof go === 'string' ? { href: go } : { onAction: go })}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
};

/** Who is signed in; the ways to one's page, to be another, and out. */
export const Me = () =>
  useSidebarPinState().isMobile ? <OnPhone /> : <InSideBar />;
