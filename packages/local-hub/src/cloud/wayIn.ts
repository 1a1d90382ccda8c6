import { KubeApi } from '../clusters/KubeApi';
import { CloudRequest } from './request';

/** The kubeconfig that the cloud gives now; undefined before it gives one. */
export async function wayIn(
  api: Pick<KubeApi, 'get'>,
  { metadata, status }: CloudRequest,
): Promise<string | undefined> {
  if (!status?.connectionSecret) return undefined;
  const { data } = await api.get<{ data?: Record<string, string> }>(
    `/api/v1/namespaces/${metadata.namespace}/secrets/${status.connectionSecret}`,
  );
  return (
    data?.kubeconfig && Buffer.from(data.kubeconfig, 'base64').toString('utf8')
  );
}
