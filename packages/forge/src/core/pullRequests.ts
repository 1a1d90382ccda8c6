import { FieldError, ForgeError, invalid, notFound } from '../errors';
import { diffFiles, diffText, FileDiff, mergeBase } from '../git/diff';
import { branchName } from '../git/names';
import { branchTip, isAncestor } from '../git/refs';
import { readCommit } from '../git/commits';
import { MAX_DESCRIPTION, MAX_TITLE } from '../limits';
import { PullRecord } from '../store/pullStore';
import { ForgeContext } from './context';
import { sendPullEvent } from './pullEvents';
import { keepHead } from './settle';

const RESOURCE = 'PullRequest';

/** What may be said when a pull request is opened; as it came, unchecked. */
export interface NewPull {
  title?: unknown;
  body?: unknown;
  head?: unknown;
  base?: unknown;
  draft?: unknown;
  /** The person who opens it; else the author of the branch's last commit counts. */
  author?: string;
}

/** What may be changed of a pull request; as it came, unchecked. */
export interface PullChange {
  title?: unknown;
  body?: unknown;
  base?: unknown;
  state?: unknown;
}

/** One pull request. Errors: 404. */
export function getPull(context: ForgeContext, number: number): PullRecord {
  const pull = context.pulls.get(number);
  if (!pull) {
    throw notFound(`there is no pull request #${number}`);
  }
  return pull;
}

function checkTitle(title: unknown): string {
  if (typeof title !== 'string' || title.trim() === '') {
    throw invalid(RESOURCE, 'title', 'is missing; say what the change does');
  }
  if (title.length > MAX_TITLE) {
    throw invalid(RESOURCE, 'title', `is longer than ${MAX_TITLE} characters`);
  }
  return title;
}

function checkBody(body: unknown): string | null {
  if (body === undefined || body === null || body === '') {
    return null;
  }
  if (typeof body !== 'string') {
    throw invalid(RESOURCE, 'body', 'must be text');
  }
  if (body.length > MAX_DESCRIPTION) {
    throw invalid(
      RESOURCE,
      'body',
      `is longer than ${MAX_DESCRIPTION} characters`,
    );
  }
  return body;
}

/** `OWNER:BRANCH` or `BRANCH` as a branch of this repository. Errors: 422. */
export function headBranch(context: ForgeContext, head: unknown): string {
  const text = typeof head === 'string' ? head : '';
  const [owner, branch] = text.includes(':')
    ? text.split(/:(.*)/s)
    : [context.urls.owner, text];
  if (owner.toLowerCase() !== context.urls.owner.toLowerCase()) {
    throw invalid(
      RESOURCE,
      'head',
      `must be of ${context.urls.owner}; there are no forks`,
    );
  }
  return branchName(branch, 'head', RESOURCE);
}

async function tipOf(
  context: ForgeContext,
  branch: string,
  field: string,
): Promise<string> {
  const tip = await branchTip(context.repository, branch);
  if (!tip) {
    throw invalid(
      RESOURCE,
      field,
      `there is no branch ${branch}; push it first`,
    );
  }
  return tip;
}

/** Opens a pull request. Call under the lock. Errors: 422 as GitHub has them. */
export async function openPull(
  context: ForgeContext,
  given: NewPull,
): Promise<PullRecord> {
  const { repository, pulls } = context;
  const title = checkTitle(given.title);
  const body = checkBody(given.body);
  const headRef = headBranch(context, given.head);
  const baseRef = branchName(given.base, 'base', RESOURCE);
  const headSha = await tipOf(context, headRef, 'head');
  const baseSha = await tipOf(context, baseRef, 'base');
  const same = pulls
    .list()
    .find(
      pull =>
        pull.state === 'open' &&
        pull.headRef === headRef &&
        pull.baseRef === baseRef,
    );
  if (same) {
    throw refused(
      `A pull request already exists for ${context.urls.owner}:${headRef}: #${same.number}.`,
    );
  }
  if (await isAncestor(repository, headSha, baseSha)) {
    throw refused(`No commits between ${baseRef} and ${headRef}`);
  }
  const { author } = await readCommit(repository, headSha);
  const now = new Date().toISOString();
  const pull: PullRecord = {
    number: pulls.nextNumber(),
    title,
    body,
    draft: given.draft === true,
    state: 'open',
    headRef,
    headSha,
    baseRef,
    baseSha,
    author: given.author
      ? { name: given.author, email: '' }
      : { name: author.name, email: author.email },
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergeCommitSha: null,
  };
  await keepHead(repository, pull.number, headSha);
  await pulls.save(pull);
  await sendPullEvent(context, 'opened', pull);
  context.logger.info(`pull request #${pull.number} opened: ${title}`);
  return pull;
}

function refused(message: string): ForgeError {
  const error: FieldError = { resource: RESOURCE, code: 'custom', message };
  return new ForgeError(422, `Validation Failed: ${message}`, [error]);
}

/**
 * Changes title, description, base or state of a pull request. Call under the
 * lock. Errors: 422; a merged one can't be opened again.
 */
export async function editPull(
  context: ForgeContext,
  number: number,
  change: PullChange,
): Promise<PullRecord> {
  const pull = getPull(context, number);
  const next: PullRecord = {
    ...pull,
    title: change.title === undefined ? pull.title : checkTitle(change.title),
    body: change.body === undefined ? pull.body : checkBody(change.body),
  };
  if (change.base !== undefined && change.base !== pull.baseRef) {
    next.baseRef = branchName(change.base, 'base', RESOURCE);
    next.baseSha = await tipOf(context, next.baseRef, 'base');
  }
  const edited =
    next.title !== pull.title ||
    next.body !== pull.body ||
    next.baseRef !== pull.baseRef;
  const state = await checkState(context, pull, change.state);
  const now = new Date().toISOString();
  if (state !== pull.state) {
    next.state = state;
    next.closedAt = state === 'closed' ? now : null;
  } else if (!edited) {
    return pull;
  }
  next.updatedAt = now;
  await context.pulls.save(next);
  if (edited) await sendPullEvent(context, 'edited', next, { changes: {} });
  if (state !== pull.state) {
    const action = state === 'closed' ? 'closed' : 'reopened';
    await sendPullEvent(context, action, next);
    context.logger.info(`pull request #${number} ${action}`);
  }
  return next;
}

async function checkState(
  context: ForgeContext,
  pull: PullRecord,
  wanted: unknown,
): Promise<PullRecord['state']> {
  if (wanted === undefined || wanted === pull.state) {
    return pull.state;
  }
  if (wanted !== 'open' && wanted !== 'closed') {
    throw invalid(RESOURCE, 'state', 'must be "open" or "closed"');
  }
  if (wanted === 'open') {
    if (pull.mergedAt) {
      throw refused('state cannot be changed. The pull request is merged.');
    }
    const tip = await branchTip(context.repository, pull.headRef);
    if (tip !== pull.headSha) {
      throw refused(
        `state cannot be changed. The ${pull.headRef} branch was deleted or has moved; open a new pull request.`,
      );
    }
  }
  return wanted;
}

/** What a pull request changes, file by file. */
export async function pullFiles(
  context: ForgeContext,
  pull: PullRecord,
): Promise<FileDiff[]> {
  const { repository } = context;
  const from = await mergeBase(repository, pull.baseSha, pull.headSha);
  return diffFiles(repository, from ?? pull.baseSha, pull.headSha);
}

/** What a pull request changes as one text: git's diff, or as `patch` its commits as mails. */
export async function pullText(
  context: ForgeContext,
  pull: PullRecord,
  form: string,
): Promise<Buffer> {
  const { repository } = context;
  const from = await mergeBase(repository, pull.baseSha, pull.headSha);
  return diffText(repository, from ?? pull.baseSha, pull.headSha, form);
}

/** The commits of a pull request as a range for `git log`. */
export function pullRange(pull: PullRecord): string[] {
  return [pull.headSha, '--not', pull.baseSha];
}
