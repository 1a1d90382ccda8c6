import { ARGOCD_PORTAL_ACCOUNT, argocdTokenRecord } from '../hub/argocdToken';
import { Secrets } from '../hub/secrets';
import { Manifest } from './Cluster';
import { HubRepository } from './repository';

const ARGOCD = 'argocd';
/** As in plugins/hub-common's constants. */
const ANNOTATION_DESCRIPTION = 'illm.lab/description';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Says to whatever runs on the hub where the hub's repository is. */
export const hubConfigMap = (repository: HubRepository): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'hub', namespace: 'illm-lab' },
  data: {
    environment: 'local',
    repository: repository.url,
    cloneUrl: repository.cloneUrl,
    branch: repository.branch,
  },
});

/**
 * The platform's root Application with this hub's repository in it.
 *
 * @param other - name and overlay of another root beside it, for what the hub
 * can only have later
 */
export function rootApplication(
  root: Manifest,
  repository: HubRepository,
  other?: { name: string; overlay: string; description: string },
): Manifest {
  const spec = root.spec as { source: Record<string, unknown> };
  return {
    ...root,
    metadata: {
      ...root.metadata,
      ...(other && {
        name: other.name,
        annotations: { [ANNOTATION_DESCRIPTION]: other.description },
      }),
    },
    spec: {
      ...spec,
      source: {
        ...spec.source,
        repoURL: repository.cloneUrl,
        targetRevision: repository.branch,
        path: `platform/hub/apps/overlays/${other?.overlay ?? 'local'}`,
      },
    },
  };
}

/** Kinds that are in no namespace. */
const isClusterWide = ({ kind }: Manifest) => kind.startsWith('Cluster');

interface Subject {
  namespace?: string;
}

/** Upstream's files leave the namespace to kustomize. */
function inNamespace(manifest: Manifest): Manifest {
  const metadata = isClusterWide(manifest)
    ? manifest.metadata
    : { ...manifest.metadata, namespace: ARGOCD };
  const subjects = manifest.subjects as Subject[] | undefined;
  return {
    ...manifest,
    metadata,
    ...(subjects && {
      subjects: subjects.map(subject => ({ ...subject, namespace: ARGOCD })),
    }),
  };
}

/** What Argo CD's parts read and may do, with this hub's values in it. */
export function argocdSettings(options: {
  /** ConfigMaps and access rules as Argo CD ships them. */
  upstream: Manifest[];
  /** The platform's `argocd-cm`. */
  settings: Manifest[];
  /** The platform's `argocd-rbac-cm`. */
  policy: Manifest[];
  /** Where its pages are. */
  url: string;
  secrets: Secrets;
}): Manifest[] {
  const { upstream, settings, policy, url, secrets } = options;
  const ours = ['argocd-cm', 'argocd-rbac-cm', 'argocd-secret'];
  return [
    ...upstream
      .filter(({ metadata }) => !ours.includes(metadata.name))
      .map(inNamespace),
    ...settings.map(settingsMap => ({
      ...settingsMap,
      data: { ...(settingsMap.data as object), url },
    })),
    ...policy,
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'argocd-secret',
        namespace: ARGOCD,
        labels: {
          'app.kubernetes.io/name': 'argocd-secret',
          'app.kubernetes.io/part-of': 'argocd',
        },
      },
      type: 'Opaque',
      data: {
        'server.secretkey': base64(secrets.argocdServerKey),
        'webhook.github.secret': base64(secrets.webhookSecret),
        [`accounts.${ARGOCD_PORTAL_ACCOUNT}.tokens`]: base64(
          JSON.stringify([argocdTokenRecord(secrets.argocdPortalToken)]),
        ),
      },
    },
  ];
}
