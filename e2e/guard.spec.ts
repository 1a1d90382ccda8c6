import { statSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { component, kubectl, secret } from './support/hub';
import { tokenOf } from './support/portal';
import { openPull } from './support/pulls';
import { writeFiles } from './support/repository';

/**
 * What another web page could try: its requests carry a foreign Host (after
 * DNS rebinding) or a foreign Origin. And what another program of the computer
 * could: it sends whatever it likes, but has none of the hub's secrets. None of
 * the hub's listeners may act.
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

test('a program without the hub’s secret signs in as nobody', async ({
  baseURL,
}) => {
  for (const Cookie of ['', 'lab-session-7007=x']) {
    const status = await send(`${baseURL}/api/auth/local/refresh`, {
      headers: {
        Origin: `${baseURL}`,
        'X-Requested-With': 'XMLHttpRequest',
        'X-Lab-User': 'ada',
        Cookie,
      },
    });
    expect(status).toBe(403);
  }
});

test('a pull request has no button for a program without the secret', async ({
  request,
}) => {
  const branch = `guard-${Date.now().toString(36)}`;
  const number = await openPull(request, 'Not yours', branch, folder =>
    writeFiles(path.join(folder, 'docs'), { 'guard.md': 'Not yours\n' }),
  );
  const url = `${component('forge').address}/illm/lab/pull/${number}`;
  for (const page of [url, `${url}/live`]) {
    const answer = await request.get(page);
    expect(answer.status()).toBe(200);
    const text = await answer.text();
    expect(text).toContain('./lab open');
    expect(text).not.toContain('<form');
  }
  await request.patch(
    `${component('forge').address}/api/v3/repos/illm/lab/pulls/${number}`,
    {
      headers: { Authorization: `token ${secret('forge-token')}` },
      data: { state: 'closed' },
    },
  );
});

test('costs are told to nobody without the secret', async ({ request }) => {
  for (const [name, path] of [
    ['opencost', '/allocation?window=1h'],
    ['prometheus', '/api/v1/query?query=up'],
  ]) {
    const url = `${component(name).address}${path}`;
    for (const Authorization of [undefined, 'Bearer x', 'Basic eDp4']) {
      const headers = Authorization ? { Authorization } : undefined;
      expect((await request.get(url, { headers })).status()).toBe(401);
    }
  }
});

test('Argo’s servers and Redis tell nobody anything without token or password', async ({
  request,
}) => {
  for (const [name, path] of [
    ['argo-server', '/api/v1/workflows/experiments'],
    ['argocd-server', '/api/v1/applications'],
  ]) {
    const url = `${component(name).address}${path}`;
    for (const headers of [undefined, { Authorization: 'Bearer x' }]) {
      expect((await request.get(url, { headers })).status()).toBe(401);
    }
  }
  const { hostname, port } = new URL(`tcp://${component('redis').address}`);
  const socket = net.connect(Number(port), hostname);
  socket.write('KEYS *\r\nQUIT\r\n');
  expect(await text(socket)).toMatch(/^-NOAUTH /);
});

test('Argo CD’s repo server is a socket of the hub’s user', () => {
  const { address, ready } = component('argocd-repo-server');
  expect(ready).toBe(true);
  const socket = statSync(address.replace('unix:', ''));
  expect(socket.isSocket()).toBe(true);
  expect(socket.mode % 0o1000).toBe(0o600);
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

test('the user of pull requests’ checks asks only, and reads no Secret', () => {
  const asChecks = (...args: string[]) =>
    kubectl([...args, '--as=illm-lab:pull-checks']);
  const make = ['create', 'configmap', 'guard', '--namespace=experiments'];
  expect(asChecks(...make, '--dry-run=server')).toContain('created');
  expect(() => asChecks(...make)).toThrow(/they change nothing/);
  expect(() =>
    asChecks('get', 'secrets', '--namespace=illm-lab-clusters'),
  ).toThrow(/cannot list resource "secrets"/);
});
