import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEntityHref } from '@illm-lab/plugin-hub';
import {
  RiLogoutBoxRLine,
  RiSettings4Line,
  RiUserLine,
  RiUserSharedLine,
} from '@remixicon/react';
import { useEffect, useState } from 'react';
import { rememberedPerson } from '../signIn/rememberedPerson';
import { usePeople } from '../signIn/usePeople';

/** Something one can do as the person one is. */
export interface Way {
  label: string;
  icon: JSX.Element;
  /** Where it leads, or what it does. */
  go: string | (() => void);
}

interface Self {
  /** Such as `user:default/ada`. */
  userEntityRef: string;
  displayName?: string;
  picture?: string;
}

function useSelf(): Self | undefined {
  const identity = useApi(identityApiRef);
  const [self, setSelf] = useState<Self>();
  useEffect(() => {
    let gone = false;
    Promise.all([
      identity.getBackstageIdentity(),
      identity.getProfileInfo(),
    ]).then(
      ([{ userEntityRef }, profile]) =>
        !gone && setSelf({ userEntityRef, ...profile }),
      // Without an answer there is no name; signing out works all the same.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [identity]);
  return self;
}

/** Who is signed in, and the ways to be another on the local hub, or nobody. */
export function useMe(): { name: string; picture?: string; ways: Way[] } {
  const identity = useApi(identityApiRef);
  const provider =
    useApi(configApiRef).getOptionalString('app.signIn.provider') ?? 'local';
  const self = useSelf();
  const isLocal = provider === 'local';
  const { people = [] } = usePeople(isLocal);
  const entityHref = useEntityHref();
  const id = self?.userEntityRef.split('/').pop();
  const page = self && entityHref(self.userEntityRef);
  const others = people.filter(({ name }) => name !== id);
  return {
    name: self?.displayName ?? id ?? '…',
    picture: self?.picture,
    ways: [
      ...(page ? [{ label: 'My page', icon: <RiUserLine />, go: page }] : []),
      { label: 'Settings', icon: <RiSettings4Line />, go: '/settings' },
      ...others.map(({ name, displayName }) => ({
        label: `Switch to ${displayName}`,
        icon: <RiUserSharedLine />,
        go: () => {
          rememberedPerson.set(name);
          // What was loaded belongs to the one before.
          window.location.reload();
        },
      })),
      {
        label: 'Sign out',
        icon: <RiLogoutBoxRLine />,
        go: () => void identity.signOut(),
      },
    ],
  };
}
