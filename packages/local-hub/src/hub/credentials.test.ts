import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { prepareCredentials } from './credentials';
import { layout } from './layout';

describe('prepareCredentials', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'credentials-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('makes everything once, and kubeconfigs that stand alone', async () => {
    const first = await prepareCredentials(layout(dir, 7007));
    const again = await prepareCredentials(layout(dir, 7007));
    expect(again.secrets).toEqual(first.secrets);
    const values = Object.values(first.secrets);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value.length).toBeGreaterThan(32);

    const kubeconfig = parse(readFileSync(first.kubeconfig('admin'), 'utf8'));
    expect(kubeconfig).toMatchObject({
      'current-context': 'illm-lab',
      clusters: [
        {
          cluster: {
            server: 'https://127.0.0.1:7009',
            'certificate-authority-data': expect.any(String),
          },
        },
      ],
    });
    const other = await prepareCredentials(layout(dir, 7107));
    expect(readFileSync(other.kubeconfig('admin'), 'utf8')).toContain(
      'https://127.0.0.1:7109',
    );
  });

  it('gives the portal a token that names it, as Argo reads tokens', async () => {
    const { secrets, tokenFile, kubeconfig } = await prepareCredentials(
      layout(dir),
    );
    const [, payload] = secrets.portalToken.split('.');
    const user = 'system:serviceaccount:illm-lab:portal';
    expect(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    ).toMatchObject({
      sub: user,
    });
    expect(readFileSync(tokenFile, 'utf8')).toContain(
      `${secrets.portalToken},${user},${user},"system:serviceaccounts,system:serviceaccounts:illm-lab"`,
    );
    expect(
      parse(readFileSync(kubeconfig('portal'), 'utf8')).users[0].user,
    ).toEqual({
      token: secrets.portalToken,
    });
  });
});
