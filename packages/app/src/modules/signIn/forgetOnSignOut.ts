import { type IdentityApi } from '@backstage/frontend-plugin-api';
import { rememberedPerson } from './rememberedPerson';

/** The same identity, which forgets the picked person when it signs out. */
export function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    getProfileInfo: () => identity.getProfileInfo(),
    signOut: async () => {
      rememberedPerson.forget();
      await identity.signOut();
    },
  };
}
