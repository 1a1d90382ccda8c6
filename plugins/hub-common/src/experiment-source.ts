import { z } from 'zod';
import { Issue } from './issue';
import { readYaml } from './read-yaml';

const source = z.looseObject({
  repoURL: z.string().min(1),
  targetRevision: z.string().min(1),
  path: z.string().optional(),
  chart: z.string().optional(),
  helm: z.looseObject({}).optional(),
  kustomize: z.looseObject({}).optional(),
  directory: z.looseObject({}).optional(),
});

const shape = z.looseObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('Application'),
  spec: z.looseObject({ source }),
});

/** Where Argo CD finds what it is to deploy, in Argo CD's own words. */
export type ExperimentSource = z.infer<typeof source>;

const REMOTE =
  /^(https?:\/\/|oci:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:|[a-z0-9.-]+(:\d+)?\/)/;

/**
 * Reads `<role>/application.yaml`: an Argo CD Application of which only
 * `spec.source` counts. A run makes its own Application of it.
 */
export function parseExperimentSource(
  yamlText: string,
): { source: ExperimentSource } | { issues: Issue[] } {
  const read = readYaml(yamlText);
  if ('issues' in read) return read;
  const parsed = shape.safeParse(read.value);
  if (!parsed.success) {
    return {
      issues: parsed.error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        message: `${message.replace(/\.$/, '')}.`,
        remedy: 'Write it as Argo CD defines an Application with one source.',
      })),
    };
  }
  const { repoURL, path, chart } = parsed.data.spec.source;
  const at = 'spec.source';
  if (!REMOTE.test(repoURL)) {
    return {
      issues: [
        {
          path: `${at}.repoURL`,
          message: `“${repoURL}” is no address of a repository elsewhere.`,
          remedy: 'Give one that starts with https:// or ssh://.',
        },
      ],
    };
  }
  return (path === undefined) === (chart === undefined)
    ? {
        issues: [
          {
            path: at,
            message: 'It needs either a path or a chart.',
            remedy: 'Name the folder of a Git repository, or a chart.',
          },
        ],
      }
    : { source: parsed.data.spec.source };
}
