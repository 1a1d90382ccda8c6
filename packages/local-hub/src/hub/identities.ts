/** A user of the API server with a kubeconfig of its own. */
export interface Identity {
  /** Name of the kubeconfig: `S/kube/<name>.kubeconfig`. */
  name: string;
  user: string;
  groups?: string[];
}

/**
 * Components that run as pods elsewhere are their ServiceAccounts here, so
 * that the projects' own RBAC applies to them unchanged.
 */
const serviceAccount = (namespace: string, account: string): Identity => ({
  name: account,
  user: `system:serviceaccount:${namespace}:${account}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
});

/** The name of the one node. */
export const NODE_NAME = 'lab';

/** All users that get a client certificate. */
export const identities: readonly Identity[] = [
  { name: 'admin', user: 'illm-lab-admin', groups: ['system:masters'] },
  {
    name: 'kube-controller-manager',
    user: 'system:kube-controller-manager',
  },
  { name: 'kube-scheduler', user: 'system:kube-scheduler' },
  {
    name: 'node-agent',
    user: `system:node:${NODE_NAME}`,
    groups: ['system:nodes'],
  },
  { ...serviceAccount('argo', 'argo'), name: 'workflow-controller' },
  serviceAccount('argocd', 'argocd-application-controller'),
  serviceAccount('argocd', 'argocd-applicationset-controller'),
  serviceAccount('argocd', 'argocd-repo-server'),
  serviceAccount('argocd', 'argocd-server'),
  serviceAccount('illm-lab', 'opencost'),
  serviceAccount('illm-lab', 'local-clusters'),
  serviceAccount('crossplane-system', 'crossplane'),
];
