import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { Gate } from './Gate';
import { isLoopbackAddress } from './loopback';

/** Header that names the catalog user to sign in as, e.g. `ada`. */
export const USER_HEADER = 'x-lab-user';

/** Who asks to be signed in. */
export type LocalAuthResult = {
  /** Name of a User entity in the catalog's default namespace. */
  user: string;
};

/**
 * Reads the wanted person from a request, once it is certain that the request
 * comes from this machine, not from another web page, and from who was let in.
 *
 * A page of another origin can't set `X-Requested-With` without a CORS
 * preflight, which this backend doesn't grant it; the Origin check holds even
 * where CORS is configured too widely.
 *
 * @param gate - who was let in
 * @param isOriginAllowed - Whether an Origin header's value is one of the
 *   portal's own.
 */
export function createLocalAuthenticator(
  gate: Gate,
  isOriginAllowed: (origin: string) => boolean,
) {
  return createProxyAuthenticator<undefined, LocalAuthResult, undefined>({
    defaultProfileTransform: async ({ user }, ctx) => {
      const { entity } = await ctx.findCatalogUser({
        entityRef: { name: user },
      });
      const profile = (entity.spec?.profile ?? {}) as {
        displayName?: string;
        email?: string;
        picture?: string;
      };
      return {
        profile: {
          displayName: profile.displayName ?? entity.metadata.name,
          email: profile.email,
          picture: profile.picture,
        },
      };
    },
    initialize() {
      return undefined;
    },
    async authenticate({ req }) {
      if (!isLoopbackAddress(req.socket.remoteAddress)) {
        throw new NotAllowedError(
          'Local sign-in answers this machine only. Open the portal on the machine that runs the hub.',
        );
      }
      if (req.get('x-requested-with') !== 'XMLHttpRequest') {
        throw new AuthenticationError(
          'Local sign-in needs the header X-Requested-With: XMLHttpRequest.',
        );
      }
      const origin = req.get('origin');
      if (origin !== undefined && !isOriginAllowed(origin)) {
        throw new NotAllowedError(
          `Local sign-in is refused to pages of ${origin}. Open the portal at its own address.`,
        );
      }
      if (!(await gate.isOpenTo(req))) {
        throw new NotAllowedError(
          'This browser has not been let in. On the machine that runs the hub: ./lab open',
        );
      }
      const user = req.get(USER_HEADER)?.trim();
      if (!user) {
        throw new AuthenticationError(
          'Local sign-in needs the header X-Lab-User with the name of a person in the catalog.',
        );
      }
      return { result: { user } };
    },
  });
}
