import { rmSync } from 'node:fs';
import { createBackup, restoreBackup } from '../backup';
import { aClaim, aFinishedRun, aRunThatGoesOn } from './keptObjects';
import { allObjects } from './objects';
import { RealHub } from './RealHub';

/** What runs and claims need. */
const PARTS = ['portal', 'workflow-controller', 'gitops', 'claims'];

/** At which revision the API server is. */
const revisionOf = async (hub: RealHub) =>
  Number(
    JSON.parse(await hub.kubectl(['get', '--raw', '/api/v1/namespaces']))
      .metadata.resourceVersion,
  );

describe('a hub that was lost', () => {
  let hub: RealHub;
  let folder: string;
  beforeAll(async () => {
    hub = await RealHub.create();
    folder = `${hub.place.stateDir}-backup`;
    await hub.start();
    await hub.has(...PARTS);
  }, 300_000);
  afterAll(async () => {
    await hub.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  it('comes back from its backup: every object, its runs and its claims', async () => {
    const claim = await aClaim(hub);
    const run = await aFinishedRun(hub);
    const goesOn = await aRunThatGoesOn(hub);
    const tools = {
      etcdctl: hub.tool('etcdctl'),
      etcdutl: hub.tool('etcdutl'),
      kubectl: hub.tool('kubectl'),
    };
    await createBackup({
      repoRoot: hub.repoRoot,
      layout: hub.place,
      folder,
      tools,
    });
    const before = await allObjects(hub);
    await hub.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'too-late', namespace: 'default' },
    });
    const revision = await revisionOf(hub);

    const restore = () =>
      restoreBackup({
        repoRoot: hub.repoRoot,
        folder,
        stateDir: hub.place.stateDir,
        tools: async () => tools,
      });
    await expect(restore()).rejects.toThrow('A hub already runs on');
    await hub.stop();
    rmSync(hub.place.stateDir, { recursive: true });
    await restore();
    await hub.start();
    await hub.has(...PARTS);

    const after = await allObjects(hub);
    expect(before.size).toBeGreaterThan(300);
    expect(
      [...before]
        .filter(([id]) => !id.includes(goesOn.id))
        .filter(([id, content]) => after.get(id) !== content)
        .map(([id, content]) => [id, content, after.get(id)]),
    ).toEqual([]);
    expect([...after.keys()].filter(id => id.includes('too-late'))).toEqual([]);
    // What watched the lost hub never sees a revision of it again.
    expect(await revisionOf(hub)).toBeGreaterThan(revision);

    // The claim has what was made for it, and the run is as it was.
    await claim.isAsItWas();
    await run.isAsItWas();
    // One whose processes are gone does not go on for ever.
    await goesOn.ends();
    // Argo takes what is new, and ends it.
    await aFinishedRun(hub);
  }, 600_000);
});
