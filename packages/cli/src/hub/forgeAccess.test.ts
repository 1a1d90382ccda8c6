import { personToken } from '@illm-lab/forge';
import { layout, REQUIRED_CHECKS } from '@illm-lab/local-hub/control';
import { PULL_CHECKS, pullCheckName } from '@illm-lab/plugin-hub-common';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { forgeEnvironment, tokenOf } from './forgeAccess';

describe('the way to the forge', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'lab-forge-'));
  const at = layout(dir, 7107);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('says what to do while there is none', () => {
    expect(() => tokenOf(at, 'ada')).toThrow(
      /forge-token cannot be read.*start it anew/,
    );
  });

  it('is what git and gh need, with the system’s certificates kept', () => {
    for (const folder of ['secrets', 'pki']) mkdirSync(at.path(folder));
    writeFileSync(at.path('secrets', 'forge-token'), 'of-the-install\n');
    writeFileSync(at.path('pki', 'forge-ca.crt'), 'OUR AUTHORITY\n');
    const token = personToken('of-the-install', 'ada');
    const values = forgeEnvironment(at, 'ada');
    expect(values).toEqual({
      GH_HOST: 'localhost:7108',
      GH_REPO: 'localhost:7108/illm/lab',
      GH_ENTERPRISE_TOKEN: token,
      SSL_CERT_FILE: at.path('pki', 'forge-bundle.crt'),
      LAB_FORGE_REMOTE: `http://ada:${token}@localhost:7108/illm/lab.git`,
    });
    expect(readFileSync(values.SSL_CERT_FILE, 'utf8')).toMatch(
      /OUR AUTHORITY\n$/,
    );
    expect(() => tokenOf(at, "x'; rm")).toThrow('can have no token');
  });

  it('waits at a merge for the very checks that the portal makes', () => {
    expect(REQUIRED_CHECKS).toEqual(PULL_CHECKS.map(pullCheckName));
  });
});
