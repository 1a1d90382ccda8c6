import { expect, type APIRequestContext } from '@playwright/test';
import { component, secret } from './hub';
import { push } from './repository';

const api = () => `${component('forge').address}/api/v3/repos/illm/lab/pulls`;
const headers = () => ({ Authorization: `token ${secret('forge-token')}` });

/**
 * Opens a pull request at the hub's forge, from a branch of its own.
 *
 * @param change - changes the work tree in the folder that it is given
 * @returns its number
 */
export async function openPull(
  request: APIRequestContext,
  title: string,
  branch: string,
  change: (folder: string) => void,
): Promise<number> {
  push(title, change, branch);
  const response = await request.post(api(), {
    headers: headers(),
    data: { title, head: branch, base: 'main', body: title },
  });
  expect(response.status(), await response.text()).toBe(201);
  return (await response.json()).number as number;
}

/** Merges it, once the portal's checks have passed. */
export async function mergePull(request: APIRequestContext, number: number) {
  await expect(async () => {
    const response = await request.put(`${api()}/${number}/merge`, {
      headers: headers(),
      data: {},
    });
    expect(response.status(), await response.text()).toBe(200);
  }).toPass({ timeout: 60_000 });
}
