import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** The signed-in person. */
export interface Self {
  /** Such as `user:default/ada`. */
  userEntityRef: string;
  displayName?: string;
  /** Address of a picture. */
  picture?: string;
}

/** Who is signed in; undefined for the moment until that is known. */
export function useMe(): Self | undefined {
  const identity = useApi(identityApiRef);
  const [me, setMe] = useState<Self>();
  useEffect(() => {
    let gone = false;
    Promise.all([
      identity.getBackstageIdentity(),
      identity.getProfileInfo(),
    ]).then(
      ([{ userEntityRef }, profile]) =>
        !gone && setMe({ userEntityRef, ...profile }),
      // Without an answer the menu has no name; signing out works all the same.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [identity]);
  return me;
}
