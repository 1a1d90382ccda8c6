import { ARGOCD_PROJECT_EXPERIMENTS } from '../../constants';
import { GitWorkload, HELM_RELEASE, isHelm } from '../workload/shape';

/** Where an editor finds the schema of Argo CD's Application. */
export const APPLICATION_SCHEMA =
  'https://raw.githubusercontent.com/datreeio/CRDs-catalog/main/argoproj.io/application_v1alpha1.json';

/**
 * What Argo CD deploys from elsewhere. Only its source counts: project and
 * destination are the run's to decide, and are here as an Application needs them.
 */
export function application(name: string, workload: GitWorkload) {
  const { repository, revision, path, chart, values } = workload;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `${name}-target` },
    spec: {
      project: ARGOCD_PROJECT_EXPERIMENTS,
      source: {
        repoURL: repository,
        targetRevision: revision,
        ...(chart === undefined ? { path } : { chart }),
        // Else the release would be called like the run, and with it its Service.
        ...(isHelm(workload) && {
          helm: {
            releaseName: HELM_RELEASE,
            ...(values?.trim() && { values }),
          },
        }),
      },
      destination: { server: 'https://kubernetes.default.svc' },
    },
  };
}
