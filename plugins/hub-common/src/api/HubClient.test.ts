import { HubClient } from './HubClient';

function client(status: number, body: unknown) {
  const fetch = jest.fn(
    async () =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
  );
  const hub = new HubClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch },
  });
  return { hub, fetch };
}

describe('HubClient', () => {
  it('encodes what goes into paths and queries', async () => {
    const { hub, fetch } = client(200, { items: [], total: 0 });
    await hub.listRuns({ experiment: 'a&b', limit: 5, cursor: undefined });
    await hub.getLogs({ id: 'a-12345', stepId: 'x/y' });
    expect(fetch.mock.calls.map((call: unknown[]) => call[0])).toEqual([
      'http://portal/api/hub/runs?experiment=a%26b&limit=5',
      'http://portal/api/hub/runs/a-12345/logs/x%2Fy',
    ]);
  });

  it('sends body and token', async () => {
    const { hub, fetch } = client(201, { id: 'a-12345' });
    const request = { experiment: 'a', idempotencyKey: 'key-12345' };
    await hub.createRun(request, { token: 't' });
    expect(fetch).toHaveBeenCalledWith('http://portal/api/hub/runs', {
      method: 'POST',
      signal: undefined,
      headers: {
        Authorization: 'Bearer t',
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(request),
    });
  });

  it('rejects with the answer’s own error', async () => {
    const { hub } = client(409, {
      error: { name: 'ConflictError', message: 'broken', issues: [{}] },
      response: { statusCode: 409 },
    });
    await expect(hub.getRun({ id: 'x' })).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { message: 'broken', issues: [{}] } },
    });
  });
});
