import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { logLines } from './support/hub';
import { callTool, listTools } from './support/mcp';
import { apiAs, signIn, tokenOf } from './support/portal';
import { runEnd, startRun } from './support/runs';

/** Who may start and stop http-quick: team web owns it, linus is of data. */
test.describe('rights', () => {
  test('the portal does not offer Run to another team', async ({ page }) => {
    await signIn(page, 'Linus', '/catalog/default/component/http-quick/runs');
    const run = page.getByRole('button', { name: /^Run/ });
    await expect(run).toBeDisabled();
    // Not only while the portal still asks.
    await expect(run).toHaveAccessibleDescription(/only the team that owns/i);
  });

  test('the API refuses another team, and the audit log has it', async ({
    request,
  }) => {
    const linus = await apiAs(request, 'linus');
    const before = refusals();
    const create = await linus.post('/runs', {
      experiment: 'http-quick',
      idempotencyKey: randomUUID(),
    });
    expect(create.status()).toBe(403);

    const { id } = await startRun(request);
    expect((await linus.post(`/runs/${id}/stop`)).status()).toBe(403);
    await expect.poll(refusals).toBeGreaterThanOrEqual(before + 2);
    await runEnd(request, id);
  });

  test('a request without a person is refused', async ({ request }) => {
    expect((await request.get('/api/hub/runs')).status()).toBe(401);
  });

  test('an MCP client acts with the rights of its person', async ({
    request,
    baseURL,
  }) => {
    const asGrace = { baseURL, token: await tokenOf(request, 'grace') };
    const asLinus = { baseURL, token: await tokenOf(request, 'linus') };
    const input = {
      experiment: 'http-quick',
      parameters: { duration: '3s', vus: '2' },
      idempotencyKey: randomUUID(),
    };
    expect(await listTools(asGrace)).toContain('hub.run-experiment');

    const refused = await callTool(asLinus, 'hub.run-experiment', input);
    expect(refused.isError).toBe(true);
    expect(refused.text).toMatch(/not allowed|may not|permission|NotAllowed/i);

    const started = await callTool(asGrace, 'hub.run-experiment', input);
    expect(started.isError, started.text).toBe(false);
    const [id] = /http-quick-[a-z0-9]{5}/.exec(started.text) ?? [];
    const run = await runEnd(request, id as string);
    expect(run).toMatchObject({ phase: 'Succeeded', verdict: 'passed' });
  });
});

/** Audit events of refused mutations by linus so far. */
const refusals = () =>
  logLines('portal', 'isAuditEvent', 'user:default/linus', '"failed"').length;
