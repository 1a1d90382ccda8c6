import { useSidebarOpenState } from '@backstage/core-components';
import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  Avatar,
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { useEntityHref } from '@illm-lab/plugin-hub';
import {
  RiLogoutBoxRLine,
  RiSettings4Line,
  RiUserLine,
} from '@remixicon/react';
import { rememberedPerson } from '../signIn/rememberedPerson';
import { usePeople } from '../signIn/usePeople';
import styles from './nav.module.css';
import { useMe } from './useMe';

/** The others whom one can be on the local hub, a press away. */
const Others = ({ me }: { me?: string }) => {
  const { people = [] } = usePeople();
  const others = people.filter(({ name }) => name !== me);
  if (others.length === 0) return null;
  return (
    <MenuSection title="Switch to">
      {others.map(({ name, displayName }) => (
        <MenuItem
          key={name}
          iconStart={<RiUserLine />}
          onAction={() => {
            rememberedPerson.set(name);
            // What was loaded belongs to the one before.
            window.location.reload();
          }}
        >
          {displayName}
        </MenuItem>
      ))}
    </MenuSection>
  );
};

/** Who is signed in; opens the ways to one's page, to be another, and out. */
export const Me = () => {
  const { isOpen } = useSidebarOpenState();
  const identity = useApi(identityApiRef);
  const provider =
    useApi(configApiRef).getOptionalString('app.signIn.provider') ?? 'local';
  const me = useMe();
  const id = me?.userEntityRef.split('/').pop();
  const name = me?.displayName ?? id ?? '…';
  const href = useEntityHref()(me?.userEntityRef ?? 'user:default/unknown');
  return (
    <MenuTrigger>
      <Button
        className={styles.me}
        aria-label={`Signed in as ${name}`}
        data-narrow={!isOpen || undefined}
      >
        <Avatar
          name={name}
          src={me?.picture ?? ''}
          size="small"
          purpose="decoration"
        />
        {isOpen && <span className={styles.meName}>{name}</span>}
      </Button>
      <Menu placement="right bottom">
        {me && href && (
          <MenuItem iconStart={<RiUserLine />} href={href}>
            My page
          </MenuItem>
        )}
        <MenuItem iconStart={<RiSettings4Line />} href="/settings">
          Settings
        </MenuItem>
        <MenuSeparator />
        {provider === 'local' && <Others me={id} />}
        <MenuItem
          iconStart={<RiLogoutBoxRLine />}
          onAction={() => identity.signOut()}
        >
          Sign out
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
};
