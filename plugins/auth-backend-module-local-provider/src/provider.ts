import { isError, NotAllowedError } from '@backstage/errors';
import {
  AuthProviderFactory,
  AuthResolverContext,
  createProxyAuthProviderFactory,
  ProfileTransform,
} from '@backstage/plugin-auth-node';
import { createLocalAuthenticator, LocalAuthResult } from './authenticator';
import { Gate } from './Gate';

/** The factory of provider `local`, for the auth backend's extension point. */
export function createLocalProviderFactory(gate: Gate): AuthProviderFactory {
  return options => {
    const authenticator = createLocalAuthenticator(
      gate,
      options.isOriginAllowed,
    );
    const profileTransform: ProfileTransform<LocalAuthResult> = (result, ctx) =>
      orUnknownPerson(result, () =>
        authenticator.defaultProfileTransform(result, ctx),
      );
    return createProxyAuthProviderFactory({
      authenticator,
      profileTransform,
      signInResolver: ({ result }, ctx: AuthResolverContext) =>
        orUnknownPerson(result, () =>
          ctx.signInWithCatalogUser({ entityRef: { name: result.user } }),
        ),
    })(options);
  };
}

/** Says in words that the catalog has no such person. */
async function orUnknownPerson<T>(
  { user }: LocalAuthResult,
  lookUp: () => Promise<T>,
): Promise<T> {
  try {
    return await lookUp();
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      throw new NotAllowedError(
        `No person named '${user}' is in the catalog. Choose one from the sign-in page, or add a User to catalog/org.yaml.`,
      );
    }
    throw error;
  }
}
