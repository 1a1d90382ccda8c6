import { Rule } from './Rule';
import { allApplications, overlayApplications, overlays, flat } from '../tree';

/** As in plugins/hub-common's schema of cost labels. */
const REQUIRED = ['team', 'project', 'environment', 'cost-center'];

/** Namespaces whose pods carry the labels of who runs something in them. */
const OF_OTHERS = new Set(['experiments', 'experiment-definitions']);

interface SyncPolicy {
  syncOptions?: string[];
  managedNamespaceMetadata?: { labels?: Record<string, string> };
}

const missing = (labels: Record<string, string> = {}) =>
  REQUIRED.filter(label => !labels[label]);

/** Whatever makes a namespace says who pays for what is in it. */
export const costLabels: Rule = {
  name: 'cost-labels',
  why: 'Pods take the cost labels of their namespace; without them nobody pays.',
  check: tree => {
    const patched = overlays(tree).flatMap(name =>
      flat(overlayApplications(tree, name)),
    );
    const applications = [...allApplications(tree), ...patched]
      .map(({ file, manifest }) => ({
        file,
        policy: (manifest.spec?.syncPolicy ?? {}) as SyncPolicy,
      }))
      .filter(({ policy }) =>
        policy.syncOptions?.includes('CreateNamespace=true'),
      )
      .map(({ file, policy }) => ({
        file,
        labels: policy.managedNamespaceMetadata?.labels,
      }));
    const namespaces = tree
      .manifests('platform/hub')
      .filter(({ manifest }) => manifest.kind === 'Namespace')
      .filter(({ manifest }) => !OF_OTHERS.has(manifest.metadata!.name!))
      .map(({ file, manifest }) => ({
        file,
        labels: manifest.metadata?.labels,
      }));
    return [...applications, ...namespaces].flatMap(({ file, labels }) => {
      const names = missing(labels);
      return names.length
        ? [{ file, message: `makes a namespace without ${names.join(', ')}` }]
        : [];
    });
  },
};
