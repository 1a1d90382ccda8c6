import path from 'node:path';
import { deployment } from './deployment';
import { kubectl } from './hub';
import { push, repositoryUrl, writeFiles } from './repository';

const NAMESPACE = 'experiment-definitions';
const SERVER = 'https://kubernetes.default.svc';

/** Two services in waves under a parent, as a hub's own are. */
export interface TwoWaves {
  parent: string;
  first: string;
  second: string;
  namespace: string;
}

const application = (options: {
  name: string;
  repository: string;
  branch: string;
  folder: string;
  namespace: string;
  wave?: number;
}) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: options.name,
      namespace: 'argocd',
      annotations: {
        'argocd.argoproj.io/sync-wave': String(options.wave ?? 0),
      },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: 'hub',
      source: {
        repoURL: options.repository,
        targetRevision: options.branch,
        path: options.folder,
      },
      destination: { server: SERVER, namespace: options.namespace },
      // It does not undo what is changed by hand.
      syncPolicy: { automated: {} },
    },
  });

/** An image that the hub does not have, so that nothing of it gets ready. */
const NO_IMAGE = {
  image: 'example.org/no-such-image:1',
  command: ['lab-target'],
};

const settings = (name: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { colour: 'blue' },
  });

/**
 * Puts two services on the hub by a branch of its repository: the first, in wave
 * 1, does not get healthy; the second, in wave 2, is a ConfigMap.
 */
export function createTwoWaves(prefix: string): TwoWaves {
  const names: TwoWaves = {
    parent: prefix,
    first: `${prefix}-one`,
    second: `${prefix}-two`,
    namespace: NAMESPACE,
  };
  const at = { repository: repositoryUrl(), branch: prefix };
  const child = (name: string, wave: number) =>
    application({
      ...at,
      name,
      wave,
      folder: `e2e-services/${name}`,
      namespace: NAMESPACE,
    });
  push(
    'Two services in waves (#71)',
    folder =>
      writeFiles(path.join(folder, 'e2e-services'), {
        'apps/one.json': child(names.first, 1),
        'apps/two.json': child(names.second, 2),
        [`${names.first}/deployment.json`]: deployment(names.first, NO_IMAGE),
        [`${names.second}/settings.json`]: settings(names.second),
      }),
    prefix,
  );
  kubectl(
    ['apply', '-f', '-'],
    application({
      ...at,
      name: names.parent,
      folder: 'e2e-services/apps',
      namespace: 'argocd',
    }),
  );
  return names;
}

/** Takes the services off the hub again, with what they deployed. */
export function removeTwoWaves({ parent, first, second }: TwoWaves) {
  const applications = ['application', '--namespace=argocd'];
  // A sync that waits for the first wave would keep its Application alive.
  kubectl([
    ...['patch', ...applications, parent],
    ...['--type=merge', '--patch={"operation":null}'],
  ]);
  kubectl([
    ...['delete', ...applications, '--ignore-not-found', '--wait=false'],
    ...[parent, first, second],
  ]);
}
