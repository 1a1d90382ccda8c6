import {
  configApiRef,
  githubAuthApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { type SignInPageProps } from '@backstage/plugin-app-react';
import { LocalSignInPage } from './LocalSignInPage';
import { oidcAuthApiRef } from './oidc';
import { ProviderSignInPage } from './ProviderSignInPage';

const GitHub = (props: SignInPageProps) => (
  <ProviderSignInPage
    {...props}
    title="GitHub"
    authApi={useApi(githubAuthApiRef)}
  />
);

const Oidc = (props: SignInPageProps) => (
  <ProviderSignInPage
    {...props}
    title={
      useApi(configApiRef).getOptionalString('app.signIn.title') ??
      'your account'
    }
    authApi={useApi(oidcAuthApiRef)}
  />
);

/** The ways in, by `app.signIn.provider`. */
const PAGES = { local: LocalSignInPage, github: GitHub, oidc: Oidc };

const isKnown = (name: string): name is keyof typeof PAGES => name in PAGES;

/** The page before everything else: the way in that is configured. */
export const SignIn = (props: SignInPageProps) => {
  const provider =
    useApi(configApiRef).getOptionalString('app.signIn.provider') ?? 'local';
  if (!isKnown(provider)) {
    throw new Error(
      `app.signIn.provider is “${provider}”. Use ${Object.keys(PAGES).join(
        ', ',
      )}.`,
    );
  }
  const Page = PAGES[provider];
  return <Page {...props} />;
};
