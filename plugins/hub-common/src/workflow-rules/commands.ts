import { Shape } from './shape';
import { Found } from './types';
import { containersOf, templatesOf } from './walk';

/**
 * Images that a local hub has itself: its own programs, and those of a folder. Argo
 * asks a registry for an image's command when there is none, and has to look in vain.
 */
const OF_THE_HUB =
  /^(localhost\/|ghcr\.io\/illm-lab\/|(docker\.io\/)?grafana\/k6(?![\w/-])|(docker\.io\/(library\/)?)?(alpine|busybox|redis)(?![\w/-]))/;

/** Containers that name a command too late: only when they run. */
export function checkCommands(shape: Shape): Found[] {
  const { templateDefaults } = shape.spec;
  return templatesOf(shape)
    .flatMap(containersOf)
    .flatMap(({ one, at }) => {
      const field = at[at.length - 1];
      const preset =
        field === 'container' || field === 'script'
          ? templateDefaults?.[field]?.command
          : undefined;
      // Argo wraps no init container, and so needs not know what it calls.
      const needed =
        !at.includes('initContainers') &&
        OF_THE_HUB.test(String(one.image ?? ''));
      return !needed || (one.command ?? preset)?.length
        ? []
        : [
            {
              at,
              message: `The container names no command, and ${one.image} is the hub’s own: no registry tells Argo its command.`,
              remedy: 'Add command, for example command: [sh, -c].',
            },
          ];
    });
}
