import { announce } from './announce';
import { ForgeContext } from './context';

/** How long a ref that was moved past the forge stays unnoticed at most, in ms. */
export const LOOK_EVERY_MS = 2_000;

/**
 * Looks for refs that somebody moved in the bare repository itself, and
 * announces them as any push. It asks git, which alone knows where a ref is
 * kept; file watchers miss packed refs and some file systems (WSL2's mounts).
 *
 * @returns what ends it
 */
export function watchRefs(
  context: ForgeContext,
  everyMs = LOOK_EVERY_MS,
): () => void {
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) return;
    waiting = true;
    context.lock
      .run(() => announce(context))
      .catch(error => context.logger.error(`looking for pushes: ${error}`))
      .finally(() => {
        waiting = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}
