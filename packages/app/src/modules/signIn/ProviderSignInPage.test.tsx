import { type IdentityApi } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ProviderSignInPage, type SignInAuthApi } from './ProviderSignInPage';

const session = {
  token: 'token',
  identity: {
    type: 'user' as const,
    userEntityRef: 'user:default/ada',
    ownershipEntityRefs: [],
  },
};

/** A provider at which Ada is signed in already, or is asked in its window. */
function open(answer: {
  before?: typeof session;
  asked?: () => Promise<typeof session>;
}) {
  const getBackstageIdentity: jest.MockedFunction<
    SignInAuthApi['getBackstageIdentity']
  > = jest.fn(async options =>
    options?.optional ? answer.before : answer.asked?.(),
  );
  const authApi: SignInAuthApi = {
    getBackstageIdentity,
    getProfile: async () => ({ displayName: 'Ada Lovelace' }),
  };
  const signedIn: IdentityApi[] = [];
  renderInTestApp(
    <ProviderSignInPage
      title="GitHub"
      authApi={authApi}
      onSignInSuccess={identity => signedIn.push(identity)}
    />,
  );
  return { signedIn, getBackstageIdentity };
}

const button = () =>
  screen.findByRole('button', { name: 'Sign in with GitHub' });

describe('ProviderSignInPage', () => {
  it('lets in who is signed in at the provider, without asking', async () => {
    const { signedIn, getBackstageIdentity } = open({ before: session });
    await waitFor(() => expect(signedIn).toHaveLength(1));
    expect(await signedIn[0].getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/ada',
    });
    expect(getBackstageIdentity).not.toHaveBeenCalledWith({
      instantPopup: true,
    });
  });

  it('asks the others, in a window of the provider', async () => {
    const { signedIn } = open({ asked: async () => session });
    await userEvent.click(await button());
    await waitFor(() => expect(signedIn).toHaveLength(1));
  });

  it('says why somebody is refused, and lets one try again', async () => {
    const { signedIn } = open({
      asked: () => Promise.reject(new Error('User not found')),
    });
    await userEvent.click(await button());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'User not found',
    );
    expect(await button()).toBeEnabled();
    expect(signedIn).toEqual([]);
  });
});
