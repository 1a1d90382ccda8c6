import { Layout } from '@illm-lab/local-hub/control';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { DAY_MS, Figure, MINUTE_MS, toMiB } from './figure';
import { Kept, Rule } from './rule';

/** The API server forgets what objects were, after five minutes or at the next time. */
const HISTORY: Kept = { perRun: 3, forMs: 11 * MINUTE_MS };
/** A finished Workflow with its results of tasks, for a day. */
const WORKFLOWS: Kept = { perRun: 0.25, forMs: DAY_MS };
/** A run's row, result, log, cost and notices in the portal's database, in MiB. */
const ROWS: Kept = { perRun: 0.1 };
/** Logs of the parts, 20 MiB with two older ones each (`logFile.ts`). */
const LOGS: Rule = { below: 3 * 20 * 25 };

/** What of the state may grow otherwise than by the slack, in MiB. */
const FOLDERS: Readonly<Record<string, Rule>> = {
  // Its write-ahead log is up to five files of 64 MiB, made before they are filled.
  etcd: { kept: [HISTORY, WORKFLOWS], slack: 5 * 64 },
  logs: LOGS,
  // It has a size of its own to stay in (`costs.ts`), beside its write-ahead log.
  prometheus: { below: 1200 },
  portal: { kept: [ROWS], slack: 2 },
  // Folders of pods go with the pods.
  node: { kept: [{ perRun: 1, forMs: 11 * MINUTE_MS }], slack: 8 },
};
const FLAT: Rule = { flat: 0.02, slack: 2 };

/** Bytes of a file or of all below a folder, as files count them. */
function sizeOf(file: string): number {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found?.isDirectory()) return found?.isFile() ? found.size : 0;
    return readdirSync(file, { withFileTypes: true })
      .filter(entry => !entry.isSymbolicLink())
      .reduce((sum, { name }) => sum + sizeOf(path.join(file, name)), 0);
  } catch {
    // It went while we looked.
    return 0;
  }
}

/** Sizes of a hub's state by folder, and of the portal's database. */
export function storageFigures(place: Layout): Figure[] {
  const folders = readdirSync(place.stateDir)
    .sort()
    .map(name => ({
      of: `state/${name}`,
      what: 'size MiB',
      value: toMiB(sizeOf(place.path(name))),
      rule: FOLDERS[name] ?? FLAT,
    }));
  const portal = place.path('portal');
  const databases = readdirSync(portal).filter(name => /\.sqlite/.test(name));
  return [
    ...folders,
    {
      of: 'database',
      what: 'size MiB',
      value: toMiB(
        databases.reduce(
          (sum, name) => sum + sizeOf(path.join(portal, name)),
          0,
        ),
      ),
      rule: { kept: [ROWS], slack: 2 },
    },
  ];
}

/** What etcd's database takes on the disk, and what of it is in use. */
export async function etcdFigures(place: Layout): Promise<Figure[]> {
  const pki = (name: string) => readFileSync(place.path('pki', name));
  const request = https.request({
    host: '127.0.0.1',
    port: place.ports.etcdClient,
    path: '/v3/maintenance/status',
    method: 'POST',
    ca: pki('etcd-ca.crt'),
    cert: pki('apiserver-etcd.crt'),
    key: pki('apiserver-etcd.key'),
  });
  const status = await new Promise<{ dbSize: string; dbSizeInUse: string }>(
    (resolve, reject) => {
      request.on('error', reject);
      request.on('response', response =>
        (json(response) as Promise<any>).then(resolve, reject),
      );
      request.end('{}');
    },
  );
  const kept = [HISTORY, WORKFLOWS];
  return [
    {
      of: 'etcd',
      what: 'size MiB',
      value: toMiB(Number(status.dbSize)),
      // Pages that history has left are used again, and not given back.
      rule: { kept, slack: 32 },
    },
    {
      of: 'etcd',
      what: 'in use MiB',
      value: toMiB(Number(status.dbSizeInUse)),
      rule: { kept, slack: 4 },
    },
  ];
}
