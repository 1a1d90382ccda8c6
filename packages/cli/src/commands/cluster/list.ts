import { LABEL_RUN } from '@illm-lab/plugin-hub-common';
import { columns } from '../../hub/describe';
import { hubKube } from '../../hub/kube';
import { CLUSTER_KIND, ClusterResource } from '../../kube';
import { Terminal } from '../../terminal';

/** `lab cluster list`: the clusters that runs have, and how far each is. */
export async function list(
  options: { json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const found = await hubKube().list<ClusterResource>(CLUSTER_KIND, '');
  const clusters = found.map(({ metadata, spec, status }) => ({
    name: metadata?.name ?? '',
    run: metadata?.labels?.[LABEL_RUN] ?? '',
    role: spec.role,
    provider: spec.provider,
    phase: metadata?.deletionTimestamp
      ? 'Deleting'
      : status?.phase ?? 'Pending',
    endpoint: status?.endpoint ?? '',
    createdAt: metadata?.creationTimestamp,
    message: status?.message ?? '',
  }));
  if (options.json) {
    terminal.json(clusters);
  } else if (clusters.length === 0) {
    terminal.answer(
      'No run has clusters now. Make some with: lab cluster create <experiment>',
    );
  } else {
    columns([
      ['run', 'role', 'provider', 'phase', 'endpoint', ''],
      ...clusters.map(one => [
        one.run,
        one.role,
        one.provider,
        one.phase,
        one.endpoint,
        one.message,
      ]),
    ]).forEach(terminal.answer);
  }
}
