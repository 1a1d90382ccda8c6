import { UserIdentity } from '@backstage/core-components';
import {
  type BackstageIdentityApi,
  type ProfileInfoApi,
} from '@backstage/frontend-plugin-api';
import { type SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Box, Button, Skeleton, Text } from '@backstage/ui';
import { errorText } from '@illm-lab/plugin-hub';
import { useCallback, useEffect, useState } from 'react';
import { SignInFrame } from './SignInFrame';

/** What it takes to sign in somewhere else. */
export type SignInAuthApi = BackstageIdentityApi & ProfileInfoApi;

/**
 * Signs in at a provider, such as GitHub, in a window of its own. Who is signed
 * in there already from before goes in without being asked.
 */
export const ProviderSignInPage = ({
  title,
  authApi,
  onSignInSuccess,
}: SignInPageProps & { title: string; authApi: SignInAuthApi }) => {
  const [asked, setAsked] = useState(true);
  const [error, setError] = useState<Error>();

  const signIn = useCallback(
    async (options: { optional: true } | { instantPopup: true }) => {
      setAsked(true);
      setError(undefined);
      try {
        const session = await authApi.getBackstageIdentity(options);
        if (session) {
          onSignInSuccess(
            UserIdentity.create({
              identity: session.identity,
              authApi: authApi as never,
              profile: await authApi.getProfile(),
            }),
          );
          return;
        }
      } catch (cause) {
        setError(cause as Error);
      }
      setAsked(false);
    },
    [authApi, onSignInSuccess],
  );
  useEffect(() => {
    void signIn({ optional: true });
  }, [signIn]);

  return (
    <SignInFrame title="Sign in">
      <Text as="p" color="secondary">
        What you may do follows from the teams that the catalog has you in.
      </Text>
      {error && (
        <Alert
          status="danger"
          icon
          role="alert"
          mt="4"
          title={`${title} did not sign you in`}
          description={errorText(error)}
        />
      )}
      <Box mt="4">
        {asked ? (
          <Skeleton height={40} aria-label="Signing in" />
        ) : (
          <Button
            variant="primary"
            onPress={() => void signIn({ instantPopup: true })}
          >
            Sign in with {title}
          </Button>
        )}
      </Box>
    </SignInFrame>
  );
};
