import { type IdentityApi } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LocalSignInPage } from './LocalSignInPage';

const PEOPLE = 'http://localhost:7007/api/hub/people';
const ADMISSION = 'http://localhost:7007/api/auth/local/admission';
const REFRESH = 'http://localhost:7007/api/auth/local/refresh';

const session = (name: string) => ({
  profile: { displayName: name },
  backstageIdentity: {
    token: `x.${window.btoa(JSON.stringify({ exp: 4_000_000_000 }))}.x`,
    identity: {
      type: 'user',
      userEntityRef: `user:default/${name}`,
      ownershipEntityRefs: [],
    },
  },
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

/** Whether this browser was let in. */
let admitted: boolean;

/** Answers as the backend does; nobody but Ada is signed in. */
const fetchMock = jest.fn(async (input: unknown, init?: RequestInit) => {
  if (input === ADMISSION) return json({ admitted });
  if (input === PEOPLE) {
    return json({
      items: [
        { name: 'ada', displayName: 'Ada Lovelace', teams: ['platform'] },
        { name: 'mallory', displayName: 'Mallory', teams: [] },
      ],
    });
  }
  const name = new Headers(init?.headers).get('X-Lab-User');
  return name === 'ada'
    ? json(session(name))
    : json(
        {
          error: { name: 'NotAllowedError', message: `${name} is unknown.` },
          response: { statusCode: 403 },
        },
        403,
      );
});

function open() {
  const signedIn: IdentityApi[] = [];
  renderInTestApp(
    <LocalSignInPage onSignInSuccess={identity => signedIn.push(identity)} />,
    { apis: [mockApis.discovery({ baseUrl: 'http://localhost:7007' })] },
  );
  return signedIn;
}

describe('LocalSignInPage', () => {
  beforeEach(() => {
    window.localStorage.clear();
    admitted = true;
    fetchMock.mockClear();
    window.fetch = fetchMock as typeof window.fetch;
  });

  it('signs in as the picked person, remembers, and forgets at sign-out', async () => {
    const signedIn = open();
    await userEvent.click(
      await screen.findByRole('button', { name: /Ada Lovelace/ }),
    );
    await waitFor(() => expect(signedIn).toHaveLength(1));
    expect(await signedIn[0].getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/ada',
    });
    expect(fetchMock).toHaveBeenCalledWith(REFRESH, expect.anything());

    // A reload goes in without asking.
    fetchMock.mockClear();
    const again = open();
    await waitFor(() => expect(again).toHaveLength(1));
    expect(fetchMock).not.toHaveBeenCalledWith(PEOPLE, expect.anything());

    await again[0].signOut();
    const afterwards = open();
    expect(
      await screen.findByRole('button', { name: /Ada Lovelace/ }),
    ).toBeVisible();
    expect(afterwards).toHaveLength(0);
  });

  it('says why somebody is refused, and lets one pick again', async () => {
    const signedIn = open();
    await userEvent.click(
      await screen.findByRole('button', { name: /Mallory/ }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'mallory is unknown.',
    );
    expect(signedIn).toHaveLength(0);

    await userEvent.click(
      screen.getByRole('button', { name: 'Pick somebody else' }),
    );
    expect(
      await screen.findByRole('button', { name: /Ada Lovelace/ }),
    ).toBeVisible();
  });

  it('says how a browser is let in, and goes on once it is', async () => {
    admitted = false;
    const signedIn = open();
    expect(await screen.findByText('./lab open')).toBeVisible();
    expect(fetchMock).not.toHaveBeenCalledWith(PEOPLE, expect.anything());

    admitted = true;
    window.dispatchEvent(new Event('focus'));
    await userEvent.click(
      await screen.findByRole('button', { name: /Ada Lovelace/ }),
    );
    await waitFor(() => expect(signedIn).toHaveLength(1));
  });

  it('says that the hub does not answer, and asks again', async () => {
    fetchMock.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    fetchMock.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed to fetch',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: /Ada Lovelace/ }),
    ).toBeVisible();
  });
});
