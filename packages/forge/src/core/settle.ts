import { RefChange } from '../events/pushPayload';
import { readCommit } from '../git/commits';
import { NO_SHA } from '../git/names';
import { branchTip, isAncestor } from '../git/refs';
import { Repository } from '../git/repository';
import { PullRecord } from '../store/pullStore';
import { ForgeContext } from './context';
import { sendPullEvent } from './pullEvents';

/** Where the forge keeps the commits of a pull request, whatever becomes of its branch. */
export function pullRef(number: number): string {
  return `refs/pull/${number}/head`;
}

/** Keeps `sha` as the pull request's commit. */
export async function keepHead(
  repository: Repository,
  number: number,
  sha: string,
): Promise<void> {
  await repository.git(['update-ref', pullRef(number), sha]);
}

/** Brings the open pull requests in line with branches that have moved. */
export async function settlePulls(
  context: ForgeContext,
  changes: RefChange[],
): Promise<void> {
  const byBranch = new Map(changes.map(change => [change.ref, change]));
  for (const pull of context.pulls.list()) {
    if (pull.state !== 'open') continue;
    const head = byBranch.get(`refs/heads/${pull.headRef}`);
    const base = byBranch.get(`refs/heads/${pull.baseRef}`);
    const deleted = head?.after === NO_SHA;
    let current =
      head && !deleted ? await headMoved(context, pull, head) : pull;
    if (base && current.state === 'open') {
      current = await baseMoved(context, current, base);
    }
    if (deleted && current.state === 'open') {
      await close(context, current, new Date().toISOString());
    }
  }
}

async function headMoved(
  context: ForgeContext,
  pull: PullRecord,
  change: RefChange,
): Promise<PullRecord> {
  const now = new Date().toISOString();
  if (change.after === pull.headSha) {
    return pull;
  }
  await keepHead(context.repository, pull.number, change.after);
  const next = { ...pull, headSha: change.after, updatedAt: now };
  await context.pulls.save(next);
  await sendPullEvent(context, 'synchronize', next, {
    before: pull.headSha,
    after: next.headSha,
  });
  const base = await branchTip(context.repository, pull.baseRef);
  const empty =
    base === pull.baseSha &&
    (await isAncestor(context.repository, next.headSha, base));
  return empty ? close(context, next, now) : next;
}

async function close(
  context: ForgeContext,
  pull: PullRecord,
  now: string,
): Promise<PullRecord> {
  const next: PullRecord = {
    ...pull,
    state: 'closed',
    closedAt: now,
    updatedAt: now,
  };
  await context.pulls.save(next);
  await sendPullEvent(context, 'closed', next);
  return next;
}

// Merged here or elsewhere, by the page or by a push: what counts is that the
// base now contains the head
async function baseMoved(
  context: ForgeContext,
  pull: PullRecord,
  change: RefChange,
): Promise<PullRecord> {
  const { repository } = context;
  if (change.after === NO_SHA) {
    return pull;
  }
  const now = new Date().toISOString();
  if (!(await isAncestor(repository, pull.headSha, change.after))) {
    const moved = { ...pull, baseSha: change.after };
    await context.pulls.save(moved);
    return moved;
  }
  const merge = await mergeThatBrought(repository, pull.headSha, change);
  const next: PullRecord = {
    ...pull,
    ...merge,
    state: 'closed',
    closedAt: now,
    mergedAt: now,
    updatedAt: now,
  };
  await context.pulls.save(next);
  await sendPullEvent(context, 'closed', next);
  context.logger.info(
    `pull request #${pull.number} merged as ${merge.mergeCommitSha.slice(
      0,
      7,
    )}`,
  );
  return next;
}

// The first commit on the base's own line that contains the head, and what
// that line was before it
async function mergeThatBrought(
  repository: Repository,
  head: string,
  change: RefChange,
): Promise<{ mergeCommitSha: string; baseSha: string }> {
  const range = [change.after];
  if (change.before !== NO_SHA) range.push('--not', change.before);
  const line = await repository.text([
    'rev-list',
    '--first-parent',
    '--reverse',
    ...range,
  ]);
  for (const sha of line.split('\n')) {
    if (sha && (await isAncestor(repository, head, sha))) {
      const { parents } = await readCommit(repository, sha);
      const merged = parents.length > 1;
      const before = change.before === NO_SHA ? parents[0] : change.before;
      return { mergeCommitSha: sha, baseSha: merged ? parents[0] : before };
    }
  }
  return { mergeCommitSha: change.after, baseSha: change.before };
}
