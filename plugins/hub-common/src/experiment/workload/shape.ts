import { z } from 'zod';

/** An environment variable: a value, or a key of a Secret of the run's namespace. */
const variable = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({ name: z.string(), secret: z.string(), key: z.string() }),
]);

const lab = z.strictObject({ kind: z.literal('lab') });

const image = z.strictObject({
  kind: z.literal('image'),
  /** Reference with a tag or a digest. */
  image: z.string(),
  /** Port that it listens on. */
  port: z.number(),
  /** In place of the image's entrypoint; empty: the image's own. */
  command: z.array(z.string()).default([]),
  /** In place of the image's arguments; empty: the image's own. */
  args: z.array(z.string()).default([]),
  env: z.array(variable).default([]),
  replicas: z.number().default(1),
  /** Of each replica, as Kubernetes writes quantities. */
  requests: z
    .strictObject({ cpu: z.string(), memory: z.string() })
    .default({ cpu: '100m', memory: '128Mi' }),
  /** Answers 2xx when it is ready; without one an open port is enough. */
  readinessPath: z.string().optional(),
});

const git = z.strictObject({
  kind: z.literal('git'),
  /** Clone URL, or address of a Helm repository when `chart` is given. */
  repository: z.string(),
  /** Branch, tag or commit; of a chart its version. */
  revision: z.string(),
  /** Folder of a Git repository. Either this or `chart`. */
  path: z.string().optional(),
  /** Whether that folder is a Helm chart, not manifests or a Kustomization. */
  helm: z.boolean().default(false),
  /** Name of a chart of a Helm repository. */
  chart: z.string().optional(),
  /** Values of a chart, as YAML. */
  values: z.string().optional(),
  /** Service of it that load is put on. */
  service: z.string(),
  /** Port of that Service. */
  port: z.number(),
  scheme: z.enum(['http', 'https']).default('http'),
});

const url = z.strictObject({ kind: z.literal('url'), url: z.string() });

/** Shape of {@link Workload}. */
export const workloadShape = z.discriminatedUnion('kind', [
  lab,
  image,
  git,
  url,
]);

/** What is tested: the lab's server, an image, what Git has, or a URL. */
export type Workload = z.infer<typeof workloadShape>;
/** An image, deployed by the experiment itself. */
export type ImageWorkload = z.infer<typeof image>;
/** What Argo CD deploys from elsewhere. */
export type GitWorkload = z.infer<typeof git>;
/** One environment variable of an image. */
export type EnvironmentVariable = z.infer<typeof variable>;

/** Whether Helm makes the manifests of it. */
export const isHelm = ({ chart, helm }: Pick<GitWorkload, 'chart' | 'helm'>) =>
  chart !== undefined || helm;

/** Name of the Helm release, of which charts make the names of their Services. */
export const HELM_RELEASE = 'target';

/** What is tested unless somebody says otherwise. */
export const DEFAULT_WORKLOAD: Workload = { kind: 'lab' };

/** A new one of a kind, with what is usual filled in. */
export function newWorkload(kind: Workload['kind']): Partial<Workload> {
  switch (kind) {
    case 'image':
      return {
        kind,
        port: 8080,
        command: [],
        args: [],
        env: [],
        replicas: 1,
        requests: { cpu: '100m', memory: '128Mi' },
      };
    case 'git':
      return {
        kind,
        revision: 'HEAD',
        path: '.',
        helm: false,
        port: 80,
        scheme: 'http',
      };
    case 'url':
      return { kind };
    default:
      return DEFAULT_WORKLOAD;
  }
}
