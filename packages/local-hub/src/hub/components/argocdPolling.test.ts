import {
  cpSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pollingSettings } from './argocdPolling';

const REPO_ROOT = path.resolve(
  path.dirname(require.resolve('../../../package.json')),
  '../..',
);
const FOLDER = 'platform/hub/manifests/argocd';
const FILE = `${FOLDER}/argocd-cm.yaml`;

/** Seconds of a duration as Argo CD writes them. */
const seconds = (duration: string) =>
  Number(/^(\d+)s$/.exec(duration)?.[1] ?? NaN);

describe('polling of Git', () => {
  it('is the platform’s, and sees a push without webhook within 3 minutes', () => {
    const {
      ARGOCD_RECONCILIATION_TIMEOUT: interval,
      ARGOCD_RECONCILIATION_JITTER: jitter,
    } = pollingSettings(REPO_ROOT);
    // Compared that often, with a branch's commit believed that long.
    expect(2 * seconds(interval) + seconds(jitter)).toBeLessThan(180);
  });

  it('must fail: settings without an interval', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'polling-'));
    try {
      cpSync(path.join(REPO_ROOT, FOLDER), path.join(root, FOLDER), {
        recursive: true,
      });
      const text = readFileSync(path.join(root, FILE), 'utf8');
      writeFileSync(
        path.join(root, FILE),
        text.replace('timeout.reconciliation:', 'timeout.other:'),
      );
      expect(() => pollingSettings(root)).toThrow(
        `${FILE} lacks timeout.reconciliation`,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
