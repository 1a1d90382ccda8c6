import { RealHub } from '@illm-lab/local-hub/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { REPO_ROOT } from '../root';
import { Manifest, PlatformTree } from '../tree';
import { askRedis } from './askRedis';
import { definitions, environments, golden } from './manifests';
import {
  claim,
  costLabels,
  namespace,
  pod,
  PolicyProbe,
  refused as mustFail,
} from './PolicyProbe';

const list = (items: Manifest[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

// On a busy machine kubectl alone takes seconds.
jest.setTimeout(60_000);

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
    // With Crossplane, whose kinds are in the tree too.
    await hub.complete();
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
        .filter(
          ({ spec }: { spec: { source: { path: string } } }) =>
            !spec.source.path.startsWith('claims/'),
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

  describe('the runner of experiments', () => {
    const runner = '--as=system:serviceaccount:experiments:experiment-runner';
    const of = (
      kind: string,
      name: string,
      inNamespace: string | undefined,
      run?: string,
      more: object = {},
    ) => ({
      apiVersion:
        {
          Application: 'argoproj.io/v1alpha1',
          AppProject: 'argoproj.io/v1alpha1',
          NetworkPolicy: 'networking.k8s.io/v1',
          RoleBinding: 'rbac.authorization.k8s.io/v1',
        }[kind] ?? 'v1',
      kind,
      metadata: {
        name,
        ...(inNamespace && { namespace: inNamespace }),
        ...(run && { labels: { ...costLabels, 'illm.lab/run': run } }),
      },
      ...more,
    });
    const application = (name: string, project: string, to: string) =>
      of('Application', name, 'argocd', 'demo-abcde', {
        spec: {
          project,
          source: { repoURL: 'https://git.example/lab', path: 'x' },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: to,
          },
        },
      });
    const project = (name: string, more: object = {}) =>
      of('AppProject', name, 'argocd', 'demo-abcde', {
        spec: {
          sourceRepos: ['*'],
          destinations: [
            {
              server: 'https://kubernetes.default.svc',
              namespace: 'demo-abcde',
            },
          ],
          namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
          ...more,
        },
      });
    const network = { spec: { podSelector: {}, policyTypes: ['Ingress'] } };
    const role = {
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'experiment-workload',
      },
      subjects: [
        { kind: 'ServiceAccount', name: 'default', namespace: 'default' },
      ],
    };
    const asRunner =
      (...args: string[]) =>
      (object?: unknown) =>
        hub
          .kubectl(
            [...args, runner, '--dry-run=server'],
            'admin',
            object === undefined ? undefined : JSON.stringify(object),
          )
          .then(
            () => 'let in',
            error => String(error.stderr ?? error),
          );
    const create = asRunner('create', '--filename=-');

    beforeAll(() =>
      hub.kubectl(
        ['apply', '--filename=-'],
        'admin',
        JSON.stringify(of('Namespace', 'demo-abcde', undefined, 'demo-abcde')),
      ),
    );

    it.each<[string, object]>([
      [
        'a run’s namespace',
        of('Namespace', 'demo-fghij', undefined, 'demo-fghij'),
      ],
      [
        'a role in it',
        of('RoleBinding', 'x', 'demo-abcde', 'demo-abcde', role),
      ],
      ['a ConfigMap in it', of('ConfigMap', 'k6-scripts', 'demo-abcde')],
      [
        'its result',
        of('ConfigMap', 'demo-abcde-result', 'experiments', 'demo-abcde'),
      ],
      [
        'its Application',
        application('demo-abcde-target', 'demo-abcde', 'demo-abcde'),
      ],
      ['its project', project('demo-abcde')],
      [
        'its NetworkPolicy',
        of('NetworkPolicy', 'run', 'demo-abcde', 'demo-abcde', network),
      ],
    ])('makes %s', async (_what, object) => {
      expect(await create(object)).toBe('let in');
    });

    it.each<[string, object]>([
      [
        'another namespace',
        of('Namespace', 'services', undefined, 'demo-abcde'),
      ],
      ['a namespace without a run', of('Namespace', 'demo-fghij', undefined)],
      [
        'a role elsewhere',
        of('RoleBinding', 'x', 'kube-system', 'demo-abcde', role),
      ],
      ['a ConfigMap elsewhere', of('ConfigMap', 'x', 'argocd', 'demo-abcde')],
      [
        'another ConfigMap beside the results',
        of('ConfigMap', 'cost-label-values', 'experiments', 'demo-abcde'),
      ],
      [
        'an Application of the hub’s project',
        application('demo-abcde-target', 'hub', 'demo-abcde'),
      ],
      [
        'an Application of the project of all experiments',
        application('demo-abcde-target', 'experiments', 'demo-abcde'),
      ],
      [
        'an Application for another namespace',
        application('demo-abcde-target', 'demo-abcde', 'openbao'),
      ],
      [
        'an Application of another name',
        application('metallb', 'demo-abcde', 'demo-abcde'),
      ],
      ['another project', project('hub')],
      [
        'a project for another namespace',
        project('demo-abcde', {
          destinations: [
            { server: 'https://kubernetes.default.svc', namespace: 'openbao' },
          ],
        }),
      ],
      [
        'a project of whole clusters',
        project('demo-abcde', {
          clusterResourceWhitelist: [{ group: '*', kind: '*' }],
        }),
      ],
      [
        'a project of all kinds',
        project('demo-abcde', { namespaceResourceWhitelist: undefined }),
      ],
      [
        'a project of kinds that experiments do not have',
        project('demo-abcde', {
          namespaceResourceWhitelist: [
            { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
          ],
        }),
      ],
      [
        'a NetworkPolicy elsewhere',
        of('NetworkPolicy', 'run', 'openbao', 'demo-abcde', network),
      ],
    ])('must not make %s', async (_what, object) => {
      expect(await create(object)).toMatch(/the runner may (make|change)/);
    });

    it('must not make a namespace a run’s by a label, nor delete one that is none', async () => {
      const label = asRunner(
        ...['label', 'namespace', 'experiment-definitions'],
        'illm.lab/run=experiment-definitions',
      );
      expect(await label()).toMatch(/of runs only/);
      const remove = asRunner('delete', 'namespace', 'experiment-definitions');
      expect(await remove()).toMatch(/of runs only/);
    });
  });

  describe('Argo CD', () => {
    const server = 'https://kubernetes.default.svc';
    let repository: string;
    const astray = 'packages/platform-checks/src/integration/astray';
    /** The Application of a definition or a run, of what names openbao's namespace. */
    const strays = (name: string, project: string, more: object = {}) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: {
        project,
        source: {
          repoURL: repository,
          targetRevision: 'main',
          path: astray,
          ...more,
        },
        destination: { server, namespace: project },
        syncPolicy: { automated: {} },
      },
    });
    const status = async (name: string) => {
      const text = await hub.kubectl([
        ...['get', `application.argoproj.io/${name}`, '--namespace=argocd'],
        '--output=json',
      ]);
      return JSON.parse(text).status ?? {};
    };
    const at = async (place: string) =>
      (
        await hub.kubectl([
          ...['get', 'configmaps', `--namespace=${place}`, '--output=name'],
        ])
      ).includes('configmap/astray');

    beforeAll(async () => {
      // As the step *provision* makes it of the project of experiments.
      const { spec } = JSON.parse(
        await hub.kubectl([
          ...['get', 'appproject.argoproj.io/experiments'],
          ...['--namespace=argocd', '--output=json'],
        ]),
      );
      [repository] = spec.sourceRepos;
      await hub.kubectl(
        ['apply', '--filename=-'],
        'admin',
        list(
          [
            { kind: 'Namespace', metadata: { name: 'stray-abcde' } },
            {
              apiVersion: 'argoproj.io/v1alpha1',
              kind: 'AppProject',
              metadata: { name: 'stray-abcde', namespace: 'argocd' },
              spec: {
                ...spec,
                sourceRepos: ['*'],
                destinations: [{ server, namespace: 'stray-abcde' }],
              },
            },
          ].map(one => ({ apiVersion: 'v1', ...one })),
        ),
      );
    });

    it.each([
      ['the project of definitions', 'experiments'],
      ['the project of a run', 'stray-abcde'],
    ])(
      'must not put anything elsewhere for %s',
      async (_what, project) => {
        const name = `stray-${project}`;
        await hub.kubectl(
          ['apply', '--filename=-'],
          'admin',
          JSON.stringify({
            ...strays(name, project),
            spec: {
              ...strays(name, project).spec,
              destination: {
                server,
                namespace:
                  project === 'experiments'
                    ? 'experiment-definitions'
                    : project,
              },
            },
          }),
        );
        await hub.eventually(`${name} is refused`, async () =>
          JSON.stringify(await status(name)).includes(
            `namespace openbao is not permitted in project '${project}'`,
          ),
        );
        expect(await at('openbao')).toBe(false);
      },
      120_000,
    );

    it('brings home what names another namespace, by kustomize', async () => {
      const kustomize = { namespace: 'stray-abcde' };
      await hub.kubectl(
        ['apply', '--filename=-'],
        'admin',
        JSON.stringify(strays('stray-home', 'stray-abcde', { kustomize })),
      );
      await hub.eventually('it is there', () => at('stray-abcde'));
      expect(await at('openbao')).toBe(false);
    }, 120_000);
  });

  describe('claims', () => {
    const inTeam = ['--namespace=team-web'];
    const get = async (...what: string[]) =>
      JSON.parse(
        await hub.kubectl(['get', ...what, ...inTeam, '--output=json']),
      );
    const claimed = (kind: string, name: string, spec: object) => ({
      apiVersion: 'platform.illm.lab/v1alpha1',
      kind,
      metadata: { name, namespace: 'team-web' },
      spec,
    });
    const make = (object: object) =>
      hub.kubectl(['apply', '--filename=-'], 'admin', JSON.stringify(object));
    const managedOf = async (name: string): Promise<Manifest[]> =>
      (await get('managed')).items.filter(
        ({ metadata }: Manifest) =>
          metadata?.labels?.['illm.lab/claim'] === name,
      );

    beforeAll(
      () =>
        hub.eventually(
          'the team has a namespace and kinds to claim',
          async () =>
            (
              await hub.kubectl(['get', 'namespaces,crds', '--output=name'])
            ).match(/team-web[\s\S]*caches\.platform\.illm\.lab/) !== null,
        ),
      240_000,
    );

    it('become tagged resources, which go in order', async () => {
      await make(claimed('Queue', 'mails', { provider: 'azure' }));
      await hub.eventually(
        'it is composed',
        async () => (await managedOf('mails')).length === 3,
      );
      const [group] = (await managedOf('mails')).filter(
        ({ kind }) => kind === 'ResourceGroup',
      );
      expect(group.spec).toMatchObject({
        forProvider: { tags: { team: 'web', 'cost-center': 'cc-200' } },
      });
      const { status } = await get('queue.platform.illm.lab/mails');
      expect(status.conditions).toContainEqual(
        expect.objectContaining({
          type: 'Provided',
          status: 'False',
          reason: 'NoProvider',
        }),
      );

      // As a provider holds what it still has to delete.
      const held = 'servicebusnamespaces.servicebus.azure.m.upbound.io';
      const finalizers = (names: string[]) =>
        hub.kubectl([
          ...['patch', held, 'mails-queue-namespace', '--type=merge'],
          ...[
            ...inTeam,
            `--patch=${JSON.stringify({ metadata: { finalizers: names } })}`,
          ],
        ]);
      await finalizers(['illm.lab/test']);
      const usages = async () =>
        (await get('usages.protection.crossplane.io')).items.length;
      await hub.eventually('the order is known', async () => {
        const { items } = await get('usages.protection.crossplane.io');
        return (
          items.length === 2 &&
          (
            await get(
              `${group.kind}.azure.m.upbound.io/${group.metadata!.name}`,
            )
          ).metadata.labels['crossplane.io/in-use'] === 'true'
        );
      });
      await hub.kubectl([
        ...['delete', 'queue.platform.illm.lab/mails', '--wait=false'],
        ...inTeam,
      ]);
      await hub.eventually(
        'the queue is gone',
        async () => (await managedOf('mails')).length === 2,
      );
      expect((await managedOf('mails')).map(({ kind }) => kind).sort()).toEqual(
        ['ResourceGroup', 'ServiceBusNamespace'],
      );
      await finalizers([]);
      await hub.eventually(
        'nothing is left',
        async () =>
          (await managedOf('mails')).length === 0 && (await usages()) === 0,
      );
    }, 240_000);

    it('of the provider local get a Redis that answers', async () => {
      await make(claimed('Cache', 'sessions', { provider: 'local' }));
      await hub.kubectl([
        ...['wait', 'cache.platform.illm.lab/sessions', ...inTeam],
        ...['--for=condition=Ready', '--timeout=180s'],
      ]);
      const { status } = await get('cache.platform.illm.lab/sessions');
      const { data } = await get(`secret/${status.connectionSecret}`);
      const { host, port, password } = Object.fromEntries(
        Object.entries(data as Record<string, string>).map(([key, value]) => [
          key,
          Buffer.from(value, 'base64').toString('utf8'),
        ]),
      );
      expect(`${host}:${port}`).toBe(status.endpoint);
      expect(await askRedis({ host, port: Number(port), password })).toBe(
        '+OK\r\n+PONG\r\n+OK\r\n',
      );
      await hub.kubectl([
        ...['delete', 'cache.platform.illm.lab/sessions', ...inTeam],
        '--timeout=120s',
      ]);
    }, 360_000);
  });

  describe('the label policy', () => {
    let probe: PolicyProbe;
    beforeAll(async () => {
      probe = new PolicyProbe(hub);
      await hub.eventually('the portal has told of the teams', async () =>
        (await probe.values()).includes('platform'),
      );
      await hub.eventually('the policy judges', async () =>
        (
          await probe.refusal(claim('refused', 'default'))
        ).includes('Label team is missing'),
      );
      await probe.send(
        namespace('unlabelled', { 'illm.lab/label-policy': 'off' }),
      );
      await hub.kubectl([
        ...['label', 'namespace', 'unlabelled', '--overwrite'],
        'illm.lab/label-policy=enforce',
      ]);
    }, 240_000);

    it.each(mustFail)('must refuse: %s', async (_name, { object, says }) => {
      expect(await probe.refusal(object)).toContain(says);
    });

    it('lets in what the namespace says for it', async () => {
      await expect(probe.dryRun(claim('a', 'team-web'))).resolves.toBeDefined();
      await expect(
        probe.dryRun(claim('a', 'unlabelled', costLabels)),
      ).resolves.toBeDefined();
    });

    it('lets in where it does not enforce, and leaves the hub’s own alone', async () => {
      await probe.send(namespace('warned', {}));
      await expect(probe.dryRun(pod('a', 'warned'))).resolves.toBeDefined();
      await expect(probe.dryRun(pod('a', 'default'))).resolves.toBeDefined();
    });

    it('gives pods and claims the labels of their namespace', async () => {
      for (const object of [pod('a', 'team-web'), claim('a', 'team-web')]) {
        const made = await probe.dryRun(object);
        expect(made.metadata?.labels).toMatchObject({
          team: 'web',
          'cost-center': 'cc-200',
        });
      }
    });

    it('lets old claims of a renamed team be, and checks new ones by its new name', async () => {
      const old = claim('old', 'unlabelled', costLabels);
      await probe.send(old);
      // Else the portal would say again what the catalog says.
      await hub.kubectl([
        ...['delete', 'rolebinding', 'portal', '--namespace=experiments'],
      ]);
      await hub.kubectl([
        ...['patch', 'configmap', 'cost-label-values', '--type=merge'],
        ...['--namespace=experiments', '--patch={"data":{"team":"data,shop"}}'],
      ]);
      await hub.eventually('the policy knows the new name', async () =>
        (
          await probe.refusal(claim('new', 'unlabelled', costLabels))
        ).includes('Label team is “web”, which the catalog doesn’t know.'),
      );
      await expect(
        probe.dryRun(
          claim('new', 'unlabelled', { ...costLabels, team: 'shop' }),
        ),
      ).resolves.toBeDefined();
      const changed = {
        ...old,
        spec: { provider: 'aws', maxReceives: 7 },
        metadata: { ...old.metadata, annotations: { why: 'more attempts' } },
      };
      await expect(probe.send(changed)).resolves.toBeDefined();
      const plain = ['--namespace=unlabelled', '--timeout=60s'];
      await hub.kubectl(['delete', 'queue.platform.illm.lab/old', ...plain]);
    }, 120_000);
  });
});
