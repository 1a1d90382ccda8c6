import {
  Run,
  RunCluster,
  RunPhase,
  runState,
  Stage,
  stopSentence,
  Verdict,
} from '@illm-lab/plugin-hub-common';

/** A run as its Workflows show it at one moment. */
export interface ObservedRun {
  id: string;
  experiment: string;
  phase: RunPhase;
  message: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Who stopped it: a person, or a program. */
  stoppedBy: string | null;
  requestedBy: string | null;
  idempotencyKey: string | null;
  commit: string | null;
  parameters: Record<string, string>;
  kept: boolean;
  /** Null until the hub has taken the run. */
  workflowUid: string | null;
  /** resourceVersion at which this was seen; 0 when it was not seen at all. */
  revision: number;
  stages: Stage[];
}

/** A run as the store has it. */
export interface StoredRun extends ObservedRun {
  /** Who starred it; null when it has no star. */
  starredBy: string | null;
  number: number;
  verdict: Verdict | null;
  /** Its result covers only the time until it was stopped. */
  partial: boolean;
  /** Clusters that were made for it. */
  clusters: RunCluster[];
}

/** A row of table `runs`. */
export interface RunRow {
  id: string;
  experiment: string;
  number: number;
  phase: RunPhase;
  message: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  stopped_by: string | null;
  starred_by: string | null;
  requested_by: string | null;
  idempotency_key: string | null;
  commit: string | null;
  parameters: string;
  kept: boolean | number;
  workflow_uid: string | null;
  revision: number | string;
  stages: string;
  clusters: string;
}

/** A row of `runs` with what its result says. */
export interface RunWithResultRow extends RunRow {
  verdict: Verdict | null;
  result_message: string | null;
  /** Null when there is no result. */
  partial: boolean | number | null;
}

/** What is written of an observation, in both directions of an upsert. */
export function toRow(
  run: ObservedRun,
): Omit<RunRow, 'number' | 'clusters' | 'starred_by'> {
  return {
    id: run.id,
    experiment: run.experiment,
    phase: run.phase,
    message: run.message,
    created_at: run.createdAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    stopped_by: run.stoppedBy,
    requested_by: run.requestedBy,
    idempotency_key: run.idempotencyKey,
    commit: run.commit,
    parameters: JSON.stringify(run.parameters),
    kept: run.kept,
    workflow_uid: run.workflowUid,
    revision: run.revision,
    stages: JSON.stringify(run.stages),
  };
}

/** A row as a run. */
export function fromRow(row: RunWithResultRow): StoredRun {
  return {
    id: row.id,
    experiment: row.experiment,
    number: row.number,
    phase: row.phase,
    verdict: row.verdict,
    partial: Boolean(row.partial),
    message: messageOf(row),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    stoppedBy: row.stopped_by,
    starredBy: row.starred_by,
    requestedBy: row.requested_by,
    idempotencyKey: row.idempotency_key,
    commit: row.commit,
    parameters: JSON.parse(row.parameters),
    kept: Boolean(row.kept),
    workflowUid: row.workflow_uid,
    revision: Number(row.revision),
    stages: JSON.parse(row.stages),
    clusters: JSON.parse(row.clusters),
  };
}

/** How it is or how it ended, in a sentence. */
function messageOf(row: RunWithResultRow): string | null {
  if (row.phase === 'Stopped' && row.workflow_uid !== null) {
    return stopSentence({
      stoppedBy: row.stopped_by,
      ...(row.partial !== null && { partial: Boolean(row.partial) }),
    });
  }
  // The result's sentence says more than the Workflow can.
  return row.result_message ?? row.message;
}

/** A run as the API gives it; stages only where one run is asked for. */
export function toRun(
  run: StoredRun,
  portalUrl: string,
  options: { stages: boolean },
): Run {
  return {
    id: run.id,
    number: run.number,
    experiment: run.experiment,
    state: runState(run),
    phase: run.phase,
    verdict: run.verdict,
    partial: run.partial,
    stoppedBy: run.stoppedBy,
    starredBy: run.starredBy,
    message: run.message,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    requestedBy: run.requestedBy,
    commit: run.commit,
    parameters: run.parameters,
    kept: run.kept,
    url: `${portalUrl}/runs/${encodeURIComponent(run.id)}`,
    ...(options.stages && { stages: run.stages }),
    ...(options.stages &&
      run.clusters.length > 0 && { clusters: run.clusters }),
  };
}
