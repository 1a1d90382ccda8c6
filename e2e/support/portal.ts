import {
  makeSession,
  sessionCookie,
  sessionHeader,
} from '@illm-lab/plugin-auth-local-node';
import {
  expect,
  type APIRequestContext,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { secret } from './hub';

/** Address of the portal under test. */
export const PORTAL = process.env.LAB_URL ?? 'http://localhost:7007';

/** Lets a browser in at the hub, as the address of `./lab open` does. */
export async function letIn(context: BrowserContext) {
  const name = sessionCookie(PORTAL);
  const value = await makeSession(secret('sign-in-secret'));
  await context.addCookies([
    { name, value, url: PORTAL, httpOnly: true, sameSite: 'Strict' },
  ]);
}

/** Opens a page of the portal as one of the catalog's people, in a browser that is let in. */
export async function signIn(page: Page, person: string, path = '/runs') {
  await letIn(page.context());
  await page.goto(path);
  await page.getByRole('button', { name: new RegExp(person, 'i') }).click();
  await expect(page.getByRole('link', { name: 'Runs' }).first()).toBeVisible();
}

/** A person's token, as the command line gets it. */
export async function tokenOf(request: APIRequestContext, person: string) {
  const response = await request.get('/api/auth/local/refresh', {
    headers: {
      'X-Requested-With': 'XMLHttpRequest',
      'X-Lab-User': person.toLowerCase(),
      Cookie: await sessionHeader(secret('sign-in-secret'), PORTAL),
    },
  });
  expect(response.status(), await response.text()).toBe(200);
  const body = await response.json();
  return body.backstageIdentity.token as string;
}

/** The portal's API as that person, answers not yet checked. */
export async function apiAs(request: APIRequestContext, person: string) {
  const headers = { Authorization: `Bearer ${await tokenOf(request, person)}` };
  return {
    get: (path: string) => request.get(`/api/hub${path}`, { headers }),
    post: (path: string, data: unknown = {}) =>
      request.post(`/api/hub${path}`, { headers, data }),
    token: headers.Authorization.slice('Bearer '.length),
  };
}
