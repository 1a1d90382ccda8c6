import { ConfigReader } from '@backstage/config';
import express, { ErrorRequestHandler } from 'express';
import request from 'supertest';
import { createHostGuardFromConfig } from './hostGuard';

function app() {
  const guard = createHostGuardFromConfig(
    new ConfigReader({
      app: { baseUrl: 'http://localhost:7007' },
      backend: { baseUrl: 'http://localhost:7007' },
      hub: { allowedHosts: ['lab.example.com'] },
    }),
  );
  const errors: ErrorRequestHandler = (error, _request, response, _next) => {
    response.status(403).json({ name: error.name, message: error.message });
  };
  return express()
    .use(guard)
    .all('*', (_request, response) => response.json('reached'))
    .use(errors);
}

describe('createHostGuardFromConfig', () => {
  it.each(['localhost:7007', '127.0.0.1:7007', 'LAB.example.com'])(
    'lets requests for %s through',
    async host => {
      await request(app()).post('/api/hub/runs').set('Host', host).expect(200);
    },
  );

  it.each([
    'evil.example.com',
    'localhost:7008',
    'localhost',
    'localhost:7007.evil.example.com',
  ])('refuses requests for %s, reading too', async host => {
    const response = await request(app())
      .get('/api/hub/runs')
      .set('Host', host);
    expect(response.status).toBe(403);
    expect(response.body.name).toBe('NotAllowedError');
    expect(response.body.message).toContain(host);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'refuses %s from pages of other origins',
    async method => {
      for (const origin of [
        'http://evil.example.com',
        'http://localhost:3000',
        'null',
      ]) {
        const agent = request(app());
        const call = {
          POST: agent.post('/x'),
          PUT: agent.put('/x'),
          PATCH: agent.patch('/x'),
          DELETE: agent.delete('/x'),
        }[method]!;
        const response = await call
          .set('Host', 'localhost:7007')
          .set('Origin', origin);
        expect([origin, response.status]).toEqual([origin, 403]);
      }
    },
  );

  it('lets the portal’s own pages change things, and any page look', async () => {
    await request(app())
      .post('/x')
      .set('Host', 'localhost:7007')
      .set('Origin', 'http://127.0.0.1:7007')
      .expect(200);
    await request(app())
      .get('/x')
      .set('Host', 'localhost:7007')
      .set('Origin', 'http://evil.example.com')
      .expect(200);
  });

  it('answers health probes whatever they call the host', async () => {
    await request(app())
      .get('/.backstage/health/v1/readiness')
      .set('Host', '10.0.0.1:7007')
      .expect(200);
  });
});
