import { ForgeContext } from '../core/context';
import { CheckRecord, StatusRecord } from '../store/checkStore';
import { connection, Slice } from './connection';

/** GitHub's sum of all checks of a commit; null when it has none. */
export function rollupNode(
  context: ForgeContext,
  sha: string,
  required: string[],
) {
  const runs = context.checks.runsOn(sha);
  const statuses = context.checks.statusesOn(sha);
  const nodes = [
    ...runs.map(run => runNode(run, required)),
    ...statuses.map(status => statusNode(status, required)),
  ];
  if (nodes.length === 0) {
    return null;
  }
  return {
    state: together(runs, statuses),
    contexts: (slice: Slice) => connection(nodes, slice, node => node),
  };
}

function runNode(run: CheckRecord, required: string[]) {
  return {
    __typename: 'CheckRun',
    name: run.name,
    title: run.title,
    summary: run.summary,
    checkSuite: null,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    detailsUrl: run.detailsUrl,
    isRequired: required.includes(run.name),
  };
}

function statusNode(status: StatusRecord, required: string[]) {
  return {
    __typename: 'StatusContext',
    context: status.context,
    state: status.state.toUpperCase(),
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
    description: status.description,
    isRequired: required.includes(status.context),
  };
}

const GOOD = ['success', 'neutral', 'skipped'];

function together(runs: CheckRecord[], statuses: StatusRecord[]) {
  const failed =
    runs.some(one => one.conclusion && !GOOD.includes(one.conclusion)) ||
    statuses.some(({ state }) => state === 'failure' || state === 'error');
  if (failed) {
    return 'FAILURE';
  }
  const done =
    runs.every(({ status }) => status === 'completed') &&
    statuses.every(({ state }) => state === 'success');
  return done ? 'SUCCESS' : 'PENDING';
}
