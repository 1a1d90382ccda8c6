import { Shape, Synchronization } from './shape';
import { Found } from './types';
import { containersOf, templatesOf } from './walk';

const BASELINE =
  'and a run’s pods are held to Kubernetes’ security level baseline.';

/** What a run's namespace does not allow, or decides by itself. */
export function checkConfinement(shape: Shape): Found[] {
  const { metadata, spec } = shape;
  const found: Found[] = [];
  if (metadata?.namespace !== undefined) {
    found.push({
      at: ['metadata', 'namespace'],
      message: 'A namespace is set, but each run has one of its own.',
      remedy: 'Remove metadata.namespace.',
    });
  }
  if (spec.hostNetwork) {
    found.push({
      at: ['spec', 'hostNetwork'],
      message: `It wants the network of its host, ${BASELINE}`,
      remedy: 'Remove hostNetwork.',
    });
  }
  const templates = templatesOf(shape);
  for (const { one, at } of [{ one: spec, at: ['spec'] }, ...templates]) {
    one.volumes?.forEach((volume, index) => {
      if (volume.hostPath === undefined) return;
      found.push({
        at: [...at, 'volumes', index],
        message: `The volume is a folder of its host, ${BASELINE}`,
        remedy: 'Use an emptyDir, a configMap or a claim of its own.',
      });
    });
    found.push(...checkLocks(one.synchronization, [...at, 'synchronization']));
  }
  for (const { one, at } of templates.flatMap(containersOf)) {
    if (one.securityContext?.privileged) {
      found.push({
        at: [...at, 'securityContext', 'privileged'],
        message: `The container wants to be privileged, ${BASELINE}`,
        remedy: 'Remove privileged.',
      });
    }
  }
  return found;
}

/** A lock is one within its namespace, which each run has for itself. */
function checkLocks(
  { mutex, semaphore, mutexes = [], semaphores = [] }: Synchronization = {},
  at: (string | number)[],
): Found[] {
  const locks = [mutex ?? {}, semaphore ?? {}, ...mutexes, ...semaphores];
  return locks.some(({ namespace }) => namespace !== undefined)
    ? [
        {
          at,
          message:
            'It is locked in a namespace that is not the run’s, and runs share no locks.',
          remedy:
            'Remove namespace: within one run the lock holds, and runs at a time are limited by the hub.',
        },
      ]
    : [];
}
