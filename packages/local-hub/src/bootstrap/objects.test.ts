import { createHmac } from 'node:crypto';
import { signArgocdToken } from '../hub/argocdToken';
import { argocdSettings, rootApplication } from './objects';

const repository = {
  url: 'http://localhost:7008/illm/lab',
  cloneUrl: 'http://localhost:7008/illm/lab.git',
  branch: 'main',
};

const secrets = {
  forgeToken: 'a',
  webhookSecret: 'hook',
  backendSecret: 'c',
  signInSecret: 'a-sign-in-secret',
  argocdServerKey: 'key',
  redisPassword: 'd',
  prometheusPassword: 'p',
  openCostToken: 'o',
  portalToken: 'e',
  argoServerToken: 'f',
  argocdPortalToken: signArgocdToken('key', 'portal'),
};

/** The payload of a token that this key has signed; fails on any other. */
function opened(token: string, key: string) {
  const [head, payload, signature] = token.split('.');
  expect(
    createHmac('sha256', key).update(`${head}.${payload}`).digest('base64url'),
  ).toBe(signature);
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

describe('bootstrap objects', () => {
  it("points the root Application at the hub's own repository", () => {
    const root = rootApplication(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'hub' },
        spec: {
          project: 'hub',
          source: { repoURL: 'elsewhere', kustomize: { namePrefix: 'x' } },
        },
      },
      repository,
    );
    expect(root.spec).toEqual({
      project: 'hub',
      source: {
        repoURL: repository.cloneUrl,
        targetRevision: 'main',
        path: 'platform/hub/apps/overlays/local',
        kustomize: { namePrefix: 'x' },
      },
    });
  });

  it("puts Argo CD's objects in its namespace, with this hub's values", () => {
    const of = (kind: string, name: string, more = {}) => ({
      apiVersion: 'v1',
      kind,
      metadata: { name },
      ...more,
    });
    const subjects = [{ kind: 'ServiceAccount', name: 'argocd-server' }];
    const applied = argocdSettings({
      upstream: [
        of('ConfigMap', 'argocd-cm', { data: { upstream: 'yes' } }),
        of('Secret', 'argocd-secret'),
        of('ServiceAccount', 'argocd-server'),
        of('ClusterRoleBinding', 'argocd-server', { subjects }),
      ],
      settings: [of('ConfigMap', 'argocd-cm', { data: { ours: 'yes' } })],
      policy: [of('ConfigMap', 'argocd-rbac-cm')],
      url: 'http://localhost:7026',
      secrets,
    });
    const find = (kind: string, name: string) =>
      applied.filter(m => m.kind === kind && m.metadata.name === name);

    expect(find('ConfigMap', 'argocd-cm')).toEqual([
      expect.objectContaining({
        data: { ours: 'yes', url: 'http://localhost:7026' },
      }),
    ]);
    expect(find('ServiceAccount', 'argocd-server')[0].metadata.namespace).toBe(
      'argocd',
    );
    const [binding] = find('ClusterRoleBinding', 'argocd-server');
    expect(binding.metadata).not.toHaveProperty('namespace');
    expect(binding.subjects).toEqual([{ ...subjects[0], namespace: 'argocd' }]);
    const portal = opened(secrets.argocdPortalToken, 'key');
    expect(portal).toMatchObject({ iss: 'argocd', sub: 'portal:apiKey' });
    expect(find('Secret', 'argocd-secret')).toEqual([
      expect.objectContaining({
        data: {
          'server.secretkey': Buffer.from('key').toString('base64'),
          'webhook.github.secret': Buffer.from('hook').toString('base64'),
          'accounts.portal.tokens': Buffer.from(
            JSON.stringify([{ id: portal.jti, iat: portal.iat }]),
          ).toString('base64'),
        },
      }),
    ]);
  });
});
