import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  codeUrl,
  makeCode,
  sessionCookie,
  sessionHeader,
} from '@illm-lab/plugin-auth-local-node';
import { decodeJwt } from 'jose';
import request from 'supertest';
import localProvider from './index';

const PORTAL = 'http://localhost:7007';
const SECRET = 'a-secret-for-tests-only';

const ada = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada', namespace: 'default' },
  spec: { profile: { displayName: 'Ada Lovelace' }, memberOf: ['platform'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform' }],
};

const startBackend = (options?: { listen?: string; providers?: object }) =>
  startTestBackend({
    features: [
      authPlugin,
      localProvider,
      catalogServiceMock.factory({ entities: [ada] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: PORTAL },
          backend: {
            baseUrl: PORTAL,
            listen: options?.listen ?? '127.0.0.1:7007',
          },
          auth: {
            providers: {
              ...(options?.providers ?? { local: { secret: SECRET } }),
            },
          },
        },
      }),
    ],
  });

describe('local sign-in', () => {
  let server: Awaited<ReturnType<typeof startBackend>>['server'];

  beforeAll(async () => {
    ({ server } = await startBackend());
  });

  const signIn = (headers: Record<string, string>) =>
    request(server).post('/api/auth/local/refresh').set(headers);
  let good: Record<string, string>;
  beforeAll(async () => {
    good = {
      'X-Requested-With': 'XMLHttpRequest',
      'X-Lab-User': 'ada',
      Origin: PORTAL,
      Cookie: await sessionHeader(SECRET, PORTAL),
    };
  });

  it('signs in a person of the catalog, by POST and by GET', async () => {
    const posted = await signIn(good);
    expect(posted.status).toBe(200);
    expect(posted.body.profile).toEqual({ displayName: 'Ada Lovelace' });
    expect(posted.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/ada',
    );
    expect(decodeJwt(posted.body.backstageIdentity.token).sub).toBe(
      'user:default/ada',
    );

    const { Origin, ...withoutOrigin } = good;
    const got = await request(server)
      .get('/api/auth/local/refresh')
      .set(withoutOrigin);
    expect(got.status).toBe(200);
  });

  it.each([
    [
      'no X-Requested-With',
      { 'X-Requested-With': '' },
      401,
      /X-Requested-With/,
    ],
    ['no user', { 'X-Lab-User': ' ' }, 401, /X-Lab-User/],
    ['a foreign origin', { Origin: 'https://evil.example' }, 403, /evil/],
    ['an opaque origin', { Origin: 'null' }, 403, /pages of null/],
    ['who was not let in', { Cookie: '' }, 403, /\.\/lab open/],
    [
      'a session that is made up',
      { Cookie: `${sessionCookie(PORTAL)}=eyJhbGciOiJub25lIn0.e30.` },
      403,
      /has not been let in/,
    ],
    ['an unknown person', { 'X-Lab-User': 'mallory' }, 403, /'mallory'/],
  ])('refuses %s', async (_what, change, status, message) => {
    const response = await signIn({ ...good, ...change });
    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(message);
    expect(response.body.backstageIdentity).toBeUndefined();
  });

  const open = (code: string) => {
    const { pathname, search } = new URL(codeUrl(PORTAL, code));
    return request(server).get(pathname + search);
  };
  const admission = async (cookie = '') =>
    (
      await request(server)
        .get('/api/auth/local/admission')
        .set('Cookie', cookie)
    ).body;

  it('lets a browser in by a one-time code, for long', async () => {
    expect(await admission()).toEqual({ admitted: false });
    const code = await makeCode(SECRET);
    const first = await open(code);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe(PORTAL);
    const [cookie] = first.headers['set-cookie'];
    expect(cookie).toMatch(/^lab-session-7007=.+; Path=\/; .*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);

    const [Cookie] = cookie.split(';');
    expect(await admission(Cookie)).toEqual({ admitted: true });
    expect((await signIn({ ...good, Cookie })).status).toBe(200);

    const again = await open(code);
    expect(again.status).toBe(403);
    expect(again.text).toMatch(/used already.*\.\/lab open/s);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['nothing', async () => ''],
    ['markup', async () => '<script>'],
    ['a code of another hub', () => makeCode('the-secret-of-another-hub')],
  ])('lets nobody in by %s', async (_what, code) => {
    const answer = await open(await code());
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('<script>');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('does not start without a secret', async () => {
    await expect(startBackend({ providers: { local: {} } })).rejects.toThrow(
      /auth\.providers\.local\.secret/,
    );
  });

  it('does not exist where it is not configured', async () => {
    const other = await startBackend({
      listen: '0.0.0.0:7007',
      providers: {},
    });
    const response = await request(other.server)
      .post('/api/auth/local/refresh')
      .set(good);
    expect(response.status).toBe(404);
  });

  it('stops the start of a backend that others can reach', async () => {
    await expect(startBackend({ listen: '0.0.0.0:7007' })).rejects.toThrow(
      /backend.listen is '0.0.0.0'/,
    );
  });
});
