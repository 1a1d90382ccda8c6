import { type Workload } from '@illm-lab/plugin-hub-common';

/** What can be tested, as the form and its review call it, in the form's order. */
export const WORKLOAD_KINDS: Record<
  Workload['kind'],
  { name: string; hint: string }
> = {
  lab: {
    name: 'The lab’s own server',
    hint: 'For a first look: a small HTTP server that is there at once.',
  },
  image: {
    name: 'An image',
    hint: 'Deployed for each run, behind a Service.',
  },
  git: {
    name: 'A Git folder or Helm chart',
    hint: 'Deployed for each run by Argo CD.',
  },
  url: { name: 'A URL that is there already', hint: 'Nothing is deployed.' },
};

/** Where Argo CD finds what it deploys. */
export const GIT_SOURCES = {
  manifests: 'a Git folder with manifests or a Kustomization',
  'chart-folder': 'a Git folder with a Helm chart',
  chart: 'a chart of a Helm repository',
};

/** Which of {@link GIT_SOURCES} a workload is. */
export function gitSource(given: {
  chart?: string;
  helm?: boolean;
}): keyof typeof GIT_SOURCES {
  if (given.chart !== undefined) return 'chart';
  return given.helm ? 'chart-folder' : 'manifests';
}
