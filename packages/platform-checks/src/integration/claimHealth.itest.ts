import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { REPO_ROOT } from '../root';
import { tool } from './tools';

const SETTINGS = path.join(
  REPO_ROOT,
  'platform/hub/manifests/argocd/argocd-cm.yaml',
);

type Said = [type: string, status: string, reason: string, message?: string];

describe('the health of a claim, by Argo CD itself', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'health-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const health = (conditions: Said[] | undefined) => {
    const file = path.join(folder, 'claim.json');
    const claim = {
      apiVersion: 'platform.illm.lab/v1alpha1',
      kind: 'Queue',
      metadata: { name: 'mails', namespace: 'team-web' },
      status: conditions && {
        conditions: conditions.map(([type, status, reason, message]) => ({
          ...{ type, status, reason, message },
        })),
      },
    };
    writeFileSync(file, JSON.stringify(claim));
    return tool('argocd', [
      ...['admin', 'settings', 'resource-overrides', 'health', file],
      ...['--argocd-cm-path', SETTINGS],
    ]);
  };
  const synced: Said = ['Synced', 'True', 'ReconcileSuccess'];
  const waits: Said = ['Ready', 'False', 'Creating'];

  it.each<[string, string, Said[] | undefined]>([
    ['Progressing', 'Waiting for Crossplane', undefined],
    [
      'Degraded',
      'no composition',
      [['Synced', 'False', 'E', 'no composition']],
    ],
    [
      'Progressing',
      '1 of 2 are ready',
      [synced, waits, ['Provided', 'False', 'InProgress', '1 of 2 are ready']],
    ],
    [
      'Suspended',
      'can’t reach AWS',
      [synced, waits, ['Provided', 'False', 'NoProvider', 'can’t reach AWS']],
    ],
    [
      'Degraded',
      'quota exceeded',
      [synced, waits, ['Provided', 'False', 'Refused', 'quota exceeded']],
    ],
    [
      'Healthy',
      'It answers',
      [
        synced,
        ['Ready', 'True', 'Available'],
        ['Provided', 'True', 'Available', 'It answers'],
      ],
    ],
  ])('%s: %s', async (status, message, conditions) => {
    const said = await health(conditions);
    expect(said).toContain(`STATUS: ${status}`);
    expect(said).toContain(`MESSAGE: ${message}`);
  });
});
