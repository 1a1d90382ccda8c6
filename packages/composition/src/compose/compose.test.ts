import path from 'node:path';
import { MANAGED, ManagedName } from '../plan/managed';
import {
  claim,
  claimFiles,
  composed,
  read,
  ready,
  SURROUNDINGS,
} from '../testing/fixtures';
import { Manifest, Observed, Response } from '../types';
import { compose } from './compose';

/** What each cloud says about a resource that is there, by kind. */
const FACTS: Record<string, Record<string, unknown>> = {
  Instance: { address: 'db.example.org' },
  FlexibleServer: { fqdn: 'db.example.org' },
  Bucket: { bucketRegionalDomainName: 'bucket.example.org' },
  Account: { primaryBlobEndpoint: 'https://account.example.org/' },
  Queue: { url: 'https://queue.example.org/', arn: 'arn:aws:sqs:x:y:dead' },
  ServiceBusNamespace: { endpoint: 'https://bus.example.org/' },
  ReplicationGroup: { primaryEndpointAddress: 'cache.example.org' },
  Cluster: { endpoint: 'https://cluster.example.org' },
  KubernetesCluster: { fqdn: 'cluster.example.org' },
  ManagedRedis: { hostname: 'cache.example.org' },
};
const DETAILS = {
  password: 'p/w',
  kubeconfig: 'apiVersion: v1',
  'attribute.auth_token': 'token',
  'attribute.primary_access_key': 'key',
  'attribute.default_primary_connection_string': 'Endpoint=sb://bus',
  'attribute.default_database.0.primary_access_key': 'key',
};

const name = (file: string) => path.basename(file, '.yaml');
const provided = ({ conditions }: Response) =>
  conditions.find(({ type }) => type === 'Provided');

/** All resources of an answer as they are once everybody has done their part. */
const allReady = ({ resources }: Response): Record<string, Observed> =>
  Object.fromEntries(
    Object.entries(resources).map(([part, { resource }]) => [
      part,
      ready(resource, FACTS[resource.kind], DETAILS),
    ]),
  );

/** What becomes of a claim once its resources are there. */
function finished(asked: Manifest): Response {
  const first = composed(asked);
  const second = composed(asked, { observed: allReady(first) });
  return composed(asked, { observed: allReady(second) });
}

describe('composition', () => {
  it.each(claimFiles.map(name))(
    '%s says how to connect once all is there',
    fixture => {
      const asked = claim(fixture);
      const before = composed(asked);
      expect(before.status).toEqual({});
      expect(before.resources).not.toHaveProperty('connection');
      expect(provided(before)).toMatchObject({
        status: 'False',
        reason: 'InProgress',
      });

      const { status, resources, ...rest } = finished(asked);
      expect(status.endpoint).toMatch(/example\.org/);
      const { resource } = resources.connection;
      expect(status.connectionSecret).toBe(resource.metadata.name);
      expect(Object.values(resource.data as object)).not.toContain('');
      expect(status.connectionKeys).toEqual(
        Object.keys(resource.data as object).sort(),
      );
      expect(Object.values(resources).filter(one => !one.ready)).toEqual([]);
      expect(provided({ status, resources, ...rest })).toMatchObject({
        status: 'True',
      });
    },
  );

  it.each(claimFiles.map(name))('%s tags whatever can be tagged', fixture => {
    const asked = claim(fixture);
    const { resources } = composed(asked);
    const managed = Object.values(resources).filter(({ resource }) =>
      resource.apiVersion.includes('.upbound.io/'),
    );
    expect(managed).not.toEqual([]);
    for (const { resource } of managed) {
      const kind = Object.values(MANAGED).find(
        one =>
          one.kind === resource.kind &&
          resource.apiVersion === `${one.group}/v1beta1`,
      )!;
      const { forProvider } = resource.spec as {
        forProvider: { tags?: Record<string, string> };
      };
      expect(resource.metadata.labels).toMatchObject({
        team: 'web',
        project: 'shop',
      });
      const { team, project, ...rest } = forProvider.tags ?? {};
      const all = ['web', 'shop', 'cc-200'];
      expect([team, project, rest['cost-center']]).toEqual(
        kind.taggable ? all : all.map(() => undefined),
      );
    }
  });

  it('uses every kind of the table', () => {
    const used = new Set(
      claimFiles
        .flatMap(file => Object.values(composed(read(file)[0]).resources))
        .map(({ resource }) => `${resource.apiVersion} ${resource.kind}`),
    );
    const names = (Object.keys(MANAGED) as ManagedName[]).filter(
      key => !used.has(`${MANAGED[key].group}/v1beta1 ${MANAGED[key].kind}`),
    );
    expect(names).toEqual([]);
  });

  it('asks before it composes', () => {
    const answer = compose({
      claim: claim('cache-aws'),
      observed: {},
      found: {},
    });
    expect(answer.resources).toEqual({});
    expect(answer.needs.namespace).toMatchObject({ name: 'team-web' });
  });

  it('takes the cost labels of the claim, its namespace and its experiment, in this order', () => {
    const asked = claim('objectstorage-aws');
    const hub = read(SURROUNDINGS);
    const labels = (answer: Response) =>
      answer.resources.bucket.resource.metadata.labels;
    expect(labels(composed(asked))).toMatchObject({
      project: 'shop',
      environment: 'dev',
      'illm.lab/experiment': 'http-baseline',
      'illm.lab/claim': 'uploads',
    });

    const bare = hub.map(object =>
      object.kind === 'Namespace'
        ? { ...object, metadata: { name: 'team-web', labels: { team: 'web' } } }
        : object,
    );
    expect(() => composed(asked, { hub: bare })).toThrow(
      'Nobody pays for it: environment, cost-center missing. Label the claim or its namespace team-web',
    );
    const fromExperiment = bare.map(object =>
      object.kind === 'Application'
        ? {
            ...object,
            metadata: {
              ...object.metadata,
              labels: {
                ...object.metadata.labels,
                team: 'data',
                environment: 'prod',
                'cost-center': 'cc-100',
              },
            },
          }
        : object,
    );
    expect(labels(composed(asked, { hub: fromExperiment }))).toMatchObject({
      team: 'web',
      environment: 'prod',
      'cost-center': 'cc-100',
    });
  });

  it('says that the hub has no such cloud', () => {
    const hub = read(SURROUNDINGS).filter(({ kind }) => kind !== 'Provider');
    expect(provided(composed(claim('queue-azure'), { hub }))).toMatchObject({
      reason: 'NoProvider',
      message: expect.stringMatching(
        /can't reach Azure: .*provider-family-azure, provider-azure-servicebus.*nothing is paid/,
      ),
    });
  });

  it('says what a provider says that is ill', () => {
    const hub = read(SURROUNDINGS).map(object =>
      object.metadata.name === 'provider-aws-sqs'
        ? {
            ...object,
            status: {
              conditions: [
                { type: 'Healthy', status: 'False', message: 'no such image' },
              ],
            },
          }
        : object,
    );
    expect(provided(composed(claim('queue-aws'), { hub }))).toMatchObject({
      reason: 'ProviderUnhealthy',
      message: expect.stringContaining('no such image'),
    });
  });

  it('says what the cloud refused', () => {
    const first = composed(claim('database-aws'));
    const { resource } = first.resources.instance;
    const observed = {
      instance: {
        resource: {
          ...resource,
          status: {
            conditions: [
              { type: 'Synced', status: 'False', message: 'quota exceeded' },
              { type: 'Ready', status: 'False', reason: 'Creating' },
            ],
          },
        },
        connection: {},
      },
    };
    expect(
      provided(composed(claim('database-aws'), { observed })),
    ).toMatchObject({
      reason: 'Refused',
      message: 'instance (Instance) was refused: quota exceeded.',
    });
  });

  it('keeps data unless the claim says otherwise', () => {
    const asked = claim('database-aws');
    const specOf = (onDelete: string) =>
      composed({ ...asked, spec: { ...(asked.spec as object), onDelete } })
        .resources.instance.resource.spec as Record<string, unknown>;
    expect(specOf('keep-data').managementPolicies).not.toContain('Delete');
    expect(specOf('keep-data').managementPolicies).toContain('Create');
    expect(specOf('delete-data')).not.toHaveProperty('managementPolicies');
  });

  it('keeps the connection Secret while a detail is missing for a moment', () => {
    const asked = claim('database-aws');
    const done = finished(asked);
    const observed = allReady(done);
    const forgetful = {
      ...observed,
      instance: { ...observed.instance, connection: {} },
    };
    expect(
      composed(asked, { observed: forgetful }).resources.connection.resource
        .data,
    ).toEqual(done.resources.connection.resource.data);
  });

  it('deletes in an order in which nothing is deleted behind Crossplane’s back', () => {
    const { resources } = composed(claim('database-azure'));
    const usages = Object.values(resources)
      .filter(({ resource }) => resource.kind === 'Usage')
      .map(({ resource }) => resource.spec);
    expect(usages).toEqual([
      expect.objectContaining({
        of: expect.objectContaining({ kind: 'ResourceGroup' }),
        by: expect.objectContaining({ kind: 'FlexibleServer' }),
        replayDeletion: true,
      }),
      expect.objectContaining({
        of: expect.objectContaining({ kind: 'FlexibleServer' }),
        by: expect.objectContaining({ kind: 'FlexibleServerDatabase' }),
      }),
    ]);
  });

  it.each([
    [{ kind: 'Car' }, 'Car is no kind of this function'],
    [
      { kind: 'Queue', spec: { provider: 'local', region: 'eu-west' } },
      "A Queue can't be had from local; spec.provider can be aws, azure",
    ],
  ])('refuses %j', (change, message) => {
    expect(() => composed({ ...claim('queue-aws'), ...change })).toThrow(
      message,
    );
  });
});
