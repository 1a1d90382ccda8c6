import { parse, stringify } from 'yaml';
import { ClusterAccess } from './Maker';

interface Kubeconfig {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users?: { user: { token?: string } }[];
}

/** Where the one cluster of a kubeconfig is, and how it is known. */
export function clusterAccess(
  kubeconfig: string,
): Omit<ClusterAccess['portal'], 'token'> {
  const { clusters } = parse(kubeconfig) as Kubeconfig;
  const [{ cluster }] = clusters;
  return {
    server: cluster.server,
    caData: cluster['certificate-authority-data'],
  };
}

/** The same of a kubeconfig whose one user has a token. */
export function tokenAccess(kubeconfig: string): ClusterAccess['portal'] {
  const { users } = parse(kubeconfig) as Kubeconfig;
  return { ...clusterAccess(kubeconfig), token: users?.[0].user.token ?? '' };
}

/** A kubeconfig whose one user has this token. */
export const tokenKubeconfig = (
  { server, caData }: ReturnType<typeof clusterAccess>,
  token: string,
): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'cluster',
    clusters: [
      {
        name: 'cluster',
        cluster: { server, 'certificate-authority-data': caData },
      },
    ],
    users: [{ name: 'user', user: { token } }],
    contexts: [
      { name: 'cluster', context: { cluster: 'cluster', user: 'user' } },
    ],
  });
