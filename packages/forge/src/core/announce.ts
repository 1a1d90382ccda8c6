import { pushPayload, RefChange } from '../events/pushPayload';
import { NO_SHA } from '../git/names';
import { listRefs } from '../git/refs';
import { ForgeContext } from './context';
import { settlePulls } from './settle';

/**
 * Compares git's refs with those last announced and makes of every difference
 * a push event, and of what it means for pull requests theirs. Call it under
 * the lock, after anything that may have moved a ref. Repeated after a crash it
 * announces again rather than not at all.
 */
export async function announce(context: ForgeContext): Promise<void> {
  const before = context.refs.announced();
  const after = await listRefs(context.repository);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes: RefChange[] = names
    .map(ref => ({
      ref,
      before: before.get(ref) ?? NO_SHA,
      after: after.get(ref) ?? NO_SHA,
    }))
    .filter(change => change.before !== change.after);
  if (changes.length === 0) {
    return;
  }
  // a commit that is listed in one event is not listed in the next
  const known = [...new Set(before.values())];
  for (const change of changes) {
    const payload = await pushPayload(context, change, known);
    await context.webhooks.send('push', payload);
    context.logger.info(
      `${change.ref}: ${change.before.slice(0, 7)} → ${change.after.slice(
        0,
        7,
      )}`,
    );
    if (change.after !== NO_SHA) known.push(change.after);
  }
  await settlePulls(context, changes);
  await context.refs.save(after);
}
