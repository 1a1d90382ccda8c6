import http from 'node:http';
import { expect, test } from '@playwright/test';
import { component } from './support/hub';
import { tokenOf } from './support/portal';

/**
 * What another web page could try: its requests carry a foreign Host (after
 * DNS rebinding) or a foreign Origin. None of the hub's listeners may act.
 */
const FOREIGN = 'evil.example';

/** A request with headers that a browser's fetch would not let a test set. */
function send(
  url: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
  },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, options, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(options.body);
  });
}

test('the portal refuses a foreign Host', async ({ baseURL }) => {
  const headers = { Host: FOREIGN };
  for (const path of ['/', '/api/hub/people', '/api/hub/runs']) {
    expect(await send(`${baseURL}${path}`, { headers })).toBe(403);
  }
});

test('a foreign Origin starts no run, even with a token', async ({
  baseURL,
  request,
}) => {
  const token = await tokenOf(request, 'grace');
  const status = await send(`${baseURL}/api/hub/runs`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Origin: `http://${FOREIGN}`,
    },
    body: '{"experiment":"http-quick","idempotencyKey":"from-elsewhere"}',
  });
  expect(status).toBe(403);
});

test('a foreign Origin signs nobody in', async ({ baseURL }) => {
  const status = await send(`${baseURL}/api/auth/local/refresh`, {
    headers: {
      Origin: `http://${FOREIGN}`,
      'X-Requested-With': 'XMLHttpRequest',
      'X-Lab-User': 'ada',
    },
  });
  expect(status).toBe(403);
});

test('the forge refuses foreign pages and writes without its token', async () => {
  const { address } = component('forge');
  const merge = `${address}/illm/lab/pull/1/merge`;
  expect(await send(address, { headers: { Host: FOREIGN } })).toBe(421);
  expect(
    await send(merge, {
      method: 'POST',
      headers: { Origin: `http://${FOREIGN}` },
    }),
  ).toBe(403);
  expect(
    await send(`${address}/api/v3/repos/illm/lab/pulls/1/merge`, {
      method: 'PUT',
    }),
  ).toBe(401);
});

test('an unsigned webhook moves nothing', async ({ baseURL }) => {
  const status = await send(`${baseURL}/api/events/http/github`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-GitHub-Event': 'push' },
    body: '{}',
  });
  expect(status).toBe(403);
});
