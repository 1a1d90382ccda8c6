import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Me } from './Me';

const answer = {
  items: [
    { name: 'ada', displayName: 'Ada Lovelace', teams: ['platform'] },
    { name: 'grace', displayName: 'Grace Hopper', teams: ['web'] },
  ],
};

/** Opens the menu of somebody who is signed in as Grace. */
async function open(provider?: string) {
  window.fetch = jest.fn(
    async () =>
      new Response(JSON.stringify(answer), {
        headers: { 'content-type': 'application/json' },
      }),
  ) as typeof window.fetch;
  const identity = mockApis.identity.mock({
    getBackstageIdentity: async () => ({
      type: 'user',
      userEntityRef: 'user:default/grace',
      ownershipEntityRefs: [],
    }),
    getProfileInfo: async () => ({ displayName: 'Grace Hopper' }),
    signOut: jest.fn(async () => {}),
  });
  renderInTestApp(<Me />, {
    config: { app: { ...(provider && { signIn: { provider } }) } },
    apis: [identity, mockApis.discovery({ baseUrl: 'http://localhost:7007' })],
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Signed in as Grace Hopper' }),
  );
  return identity;
}

const items = () =>
  screen.getAllByRole('menuitem').map(({ textContent }) => textContent);

describe('who one is', () => {
  it('can be another on the local hub, or nobody', async () => {
    const identity = await open();
    await screen.findByRole('menuitem', { name: 'Switch to Ada Lovelace' });
    expect(items()).not.toContain('Switch to Grace Hopper');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Sign out' }));
    expect(identity.signOut).toHaveBeenCalled();
  });

  it('is nobody’s to choose where a provider says it', async () => {
    await open('github');
    expect(items()).toEqual(['Settings', 'Sign out']);
    expect(window.fetch).not.toHaveBeenCalled();
  });
});
