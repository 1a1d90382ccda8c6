import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from '../hub/ApiServer';

/** Far beyond every target: what does not come in this time does not come. */
const TIMEOUT_MS = 180_000;
const POLL_MS = 50;
const NAMESPACE = 'bench-clusters';
const ALL = `/apis/illm.lab/v1alpha1/namespaces/${NAMESPACE}/experimentclusters`;

/** What a cluster can be for. */
export type Role = 'orchestrator' | 'target' | 'loadgen';

interface ClusterObject {
  metadata: { name: string };
  status?: {
    message?: string;
    endpoint?: string;
    conditions?: { type: string; status: string }[];
  };
}

/** Clusters that are asked for at the same moment, by the hub's own objects. */
export class ClusterSet {
  private asked = 0;
  readonly names: string[];

  constructor(
    private readonly api: ApiServer,
    private readonly roles: Role[],
    id: string,
  ) {
    this.names = roles.map(role => `bench-${id}-${role}`);
  }

  async create(): Promise<void> {
    await this.api.create('/api/v1/namespaces', [
      { metadata: { name: NAMESPACE } },
    ]);
    this.asked = Date.now();
    await this.api.create(
      ALL,
      this.roles.map((role, index) => ({
        apiVersion: 'illm.lab/v1alpha1',
        kind: 'ExperimentCluster',
        metadata: {
          name: this.names[index],
          labels: {
            team: 'platform',
            project: 'bench',
            environment: 'dev',
            'cost-center': 'cc-100',
          },
        },
        spec: { role, provider: 'local' },
      })),
    );
  }

  /** Milliseconds from the wish until the condition is true of all that have it. */
  async ready(condition: string): Promise<number> {
    const of = condition === 'ArgoReady' ? ['orchestrator'] : this.roles;
    const wanted = this.names.filter((_, index) =>
      of.includes(this.roles[index]),
    );
    await this.until(`${condition} of ${wanted.join(', ')}`, objects =>
      wanted.every(name =>
        objects
          .find(({ metadata }) => metadata.name === name)
          ?.status?.conditions?.some(
            ({ type, status }) => type === condition && status === 'True',
          ),
      ),
    );
    return Date.now() - this.asked;
  }

  /** Milliseconds until nothing of the clusters is on the hub any more. */
  async remove(): Promise<number> {
    const start = Date.now();
    await this.api.delete(this.names.map(name => `${ALL}/${name}`));
    await this.until('the clusters to be gone', objects =>
      this.names.every(
        name => !objects.some(({ metadata }) => metadata.name === name),
      ),
    );
    return Date.now() - start;
  }

  private async until(what: string, done: (all: ClusterObject[]) => boolean) {
    const deadline = Date.now() + TIMEOUT_MS;
    for (;;) {
      const { items = [] } =
        (await this.api.read<{ items: ClusterObject[] }>(ALL)) ?? {};
      if (done(items)) return;
      if (Date.now() > deadline) {
        const said = items.map(
          ({ metadata, status }) => `${metadata.name}: ${status?.message}`,
        );
        throw new Error(`Waited for ${what}. ${said.join(' ')}`);
      }
      await sleep(POLL_MS);
    }
  }
}

/** Takes away the namespace of all sets. */
export const removeNamespace = (api: ApiServer) =>
  api.delete([`/api/v1/namespaces/${NAMESPACE}`]);
