import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { optionsFromEnv } from './config';
import { personToken } from './http/secrets';
import { LOOK_EVERY_MS } from './core/watchRefs';
import { api, Fixture, TOKEN } from './testing/fixture';

describe('the forge’s port', () => {
  const fixture = new Fixture();
  afterAll(() => fixture.cleanUp());

  function certificate() {
    const dir = fixture.folder();
    mkdirSync(dir);
    const file = (name: string) => join(dir, name);
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt'],
        ...['ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
        ...[
          '-subj',
          '/CN=localhost',
          '-addext',
          'subjectAltName=DNS:localhost',
        ],
        ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
      ],
      { stdio: 'ignore' },
    );
    return { certFile: file('cert.pem'), keyFile: file('key.pem') };
  }

  /** A read over TLS that trusts this certificate alone. */
  const read = (url: string, ca: string, headers = {}) =>
    new Promise<{ status?: number; text: string }>((resolve, reject) =>
      get(url, { ca, headers, servername: 'localhost' }, async res => {
        let text = '';
        for await (const chunk of res) text += chunk;
        resolve({ status: res.statusCode, text });
      }).on('error', reject),
    );

  it('speaks http and https, to its own names alone', async () => {
    const { certFile, keyFile } = certificate();
    const tls = {
      cert: readFileSync(certFile, 'utf8'),
      key: readFileSync(keyFile, 'utf8'),
    };
    const forge = await fixture.start({ tls });
    const secure = forge.url.replace('http:', 'https:');
    const user = await read(`${secure}/api/v3/user`, tls.cert, {
      Authorization: `Bearer ${personToken(TOKEN, 'ada')}`,
    });
    expect(JSON.parse(user.text)).toMatchObject({ login: 'ada' });
    expect((await fetch(`${forge.url}/healthz`)).status).toBe(200);
    const foreign = { Host: 'evil.example' };
    expect((await read(`${secure}/healthz`, tls.cert, foreign)).status).toBe(
      421,
    );
  });

  it('takes certificate, checks and names from the environment', () => {
    const { certFile, keyFile } = certificate();
    const env = {
      FORGE_DIR: '/x',
      FORGE_PORT: '1',
      FORGE_OWNER: 'o',
      FORGE_REPO: 'r',
      FORGE_TOKEN: TOKEN,
      FORGE_WEBHOOK_SECRET: TOKEN,
      FORGE_SIGN_IN_SECRET: TOKEN,
      FORGE_PORTAL_URL: 'http://localhost:1',
      FORGE_REQUIRED_CHECKS: 'lab / folder, lab / policy',
      FORGE_TLS_CERT: certFile,
    };
    expect(() => optionsFromEnv(env)).toThrow('FORGE_TLS_KEY is not set');
    const options = optionsFromEnv({ ...env, FORGE_TLS_KEY: keyFile });
    expect(options.requiredChecks).toEqual(['lab / folder', 'lab / policy']);
    expect(options.tls?.cert).toContain('BEGIN CERTIFICATE');
  });

  it('looks for pushes past it more often than every five seconds', () => {
    expect(LOOK_EVERY_MS).toBeLessThan(5_000);
  });

  it.each([
    ['another’s', personToken(TOKEN, 'ada').replace('_ada_', '_eve_')],
    ['another install’s', personToken('another-token-entirely', 'ada')],
    ['a cut one', personToken(TOKEN, 'ada').slice(0, -1)],
  ])('refuses %s token', async (_what, token) => {
    const forge = await fixture.start();
    const headers = { Authorization: `token ${token}` };
    const answer = await api(forge, 'GET', '', undefined, headers);
    expect(answer.status).toBe(401);
  });
});
