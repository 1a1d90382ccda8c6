import { RealHub } from '@illm-lab/local-hub/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { REPO_ROOT } from '../root';
import { Manifest, PlatformTree } from '../tree';
import { definitions, environments, golden } from './manifests';

const list = (items: Manifest[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

describe('the tree on a hub of real parts', () => {
  const tree = PlatformTree.read(REPO_ROOT);
  let hub: RealHub;
  let all: Map<string, Manifest[]>;

  const dryRun = (items: Manifest[]) =>
    hub.kubectl(
      [
        ...['apply', '--server-side', '--force-conflicts'],
        ...['--dry-run=server', '--validate=strict', '--output=name'],
        '--filename=-',
      ],
      'admin',
      list(items),
    );

  beforeAll(async () => {
    all = await environments(tree);
    hub = await RealHub.create();
    await hub.start();
    await hub.ready();
    const kinds = await definitions();
    const apply = ['apply', '--server-side', '--filename=-'];
    await hub.kubectl(apply, 'admin', list(kinds));
    await hub.kubectl(
      [
        ...['wait', 'crd', ...kinds.map(({ metadata }) => metadata!.name!)],
        ...['--for=condition=Established', '--timeout=120s'],
      ],
      'admin',
    );
    // Of the namespaces that Argo CD makes before it syncs into them.
    const namespaces = new Set(
      [...all.values()].flat().flatMap(one => one.metadata?.namespace ?? []),
    );
    const made = await hub.kubectl(['get', 'namespaces', '--output=name']);
    await hub.kubectl(
      apply,
      'admin',
      list(
        [...namespaces]
          .filter(name => !made.includes(`namespace/${name}\n`))
          .map(name => ({
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name },
          })),
      ),
    );
  }, 900_000);
  afterAll(() => hub?.remove(), 120_000);

  it('is taken by the API server: every manifest of every environment', async () => {
    const refused: Record<string, string> = {};
    for (const [folder, items] of all) {
      expect({ folder, items: items.length }).not.toEqual({ folder, items: 0 });
      await dryRun(items).catch(error => {
        refused[folder] = error.stderr ?? String(error);
      });
    }
    expect(refused).toEqual({});
  }, 300_000);

  it.each([
    [
      'an unknown field of an Application',
      'platform/hub/apps/overlays/talos',
      (one: Manifest) => one.metadata?.name === 'openbao',
      { syncPolicies: {} },
      /unknown field "syncPolicies" in io\.argoproj\.v1alpha1\.Application\.spec/,
    ],
    [
      'an unknown field of an ExternalSecret',
      'platform/hub/manifests/cloudflare-tunnel',
      (one: Manifest) => one.kind === 'ExternalSecret',
      { refreshIntervall: '1h' },
      /unknown field "refreshIntervall" in io\.external-secrets\.v1\.ExternalSecret\.spec/,
    ],
    [
      'a wrong value of a Certificate',
      'platform/hub/manifests/openbao',
      (one: Manifest) => one.kind === 'Certificate',
      { privateKey: { algorithm: 'DSA' } },
      /spec\.privateKey\.algorithm: Unsupported value: "DSA"/,
    ],
  ])('must fail: %s', async (_what, folder, which, spec, message) => {
    const one = all.get(folder)!.find(which)!;
    await expect(
      dryRun([{ ...one, spec: { ...one.spec, ...spec } }]),
    ).rejects.toMatchObject({ stderr: expect.stringMatching(message) });
  });

  it('makes exactly the Applications of experiments that were reviewed', async () => {
    const made = async () => {
      const { items } = JSON.parse(
        await hub.kubectl([
          ...['get', 'applications.argoproj.io', '--output=json'],
          '--namespace=argocd',
        ]),
      );
      return items
        .filter(
          ({ metadata }: { metadata: { ownerReferences?: object[] } }) =>
            metadata.ownerReferences,
        )
        .map(
          ({ metadata, spec }: Manifest) =>
            `${metadata!.name} ${
              (spec as { source: { path: string } }).source.path
            }`,
        )
        .sort()
        .map((line: string) => `${line}\n`)
        .join('');
    };
    const folders = new Set(
      [...tree.files.keys()].flatMap(
        file => /^experiments\/[^/]+\/[^/]+\/argocd\//.exec(file)?.[0] ?? [],
      ),
    );
    await hub.eventually(
      'an Application per folder',
      async () => (await made()).split('\n').length > folders.size,
    );
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(golden, await made());
    }
    // What goes from that file is deleted at the merge; UPDATE_GOLDEN=1 writes it.
    expect(await made()).toBe(readFileSync(golden, 'utf8'));
  }, 300_000);
});
