import { invalid } from '../errors';
import { MAX_ANNOTATIONS, MAX_DESCRIPTION } from '../limits';
import {
  CheckAnnotation,
  CheckConclusion,
  CheckRecord,
  StatusRecord,
} from '../store/checkStore';

const RUN = 'CheckRun';
const STATUSES = ['queued', 'in_progress', 'completed'] as const;
const CONCLUSIONS: readonly CheckConclusion[] = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
];
const LEVELS = ['notice', 'warning', 'failure'] as const;
const STATES = ['error', 'failure', 'pending', 'success'] as const;

type Given = Record<string, unknown>;

function text(
  resource: string,
  field: string,
  value: unknown,
  max = MAX_DESCRIPTION,
): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== 'string') {
    throw invalid(resource, field, 'must be text');
  }
  if (value.length > max) {
    throw invalid(resource, field, `is longer than ${max} characters`);
  }
  return value;
}

function oneOf<T extends string>(
  resource: string,
  field: string,
  allowed: readonly T[],
  value: unknown,
): T {
  const found = allowed.find(one => one === value);
  if (!found) {
    throw invalid(resource, field, `must be one of ${allowed.join(', ')}`);
  }
  return found;
}

/** A name that must be there. Errors: 422. */
export function checkName(
  resource: string,
  field: string,
  value: unknown,
): string {
  const name = text(resource, field, value, 100);
  if (!name?.trim()) {
    throw invalid(resource, field, 'is missing');
  }
  return name;
}

/** What a body says of a check run, over what was there. Errors: 422 that names the field. */
export function checkRunChange(
  body: Given,
  before?: CheckRecord,
): Omit<CheckRecord, 'id' | 'name' | 'sha'> {
  const now = new Date().toISOString();
  const conclusion =
    body.conclusion === undefined || body.conclusion === null
      ? before?.conclusion ?? null
      : oneOf(RUN, 'conclusion', CONCLUSIONS, body.conclusion);
  // GitHub: a conclusion completes a run
  const said = body.status ?? (body.conclusion ? 'completed' : before?.status);
  const status = oneOf(RUN, 'status', STATUSES, said ?? 'queued');
  if (status === 'completed' && !conclusion) {
    throw invalid(RUN, 'conclusion', 'is missing; a completed run has one');
  }
  const output = (body.output ?? undefined) as Given | undefined;
  const field = (name: 'title' | 'summary' | 'text') =>
    output && name in output
      ? text(RUN, `output.${name}`, output[name])
      : before?.[name] ?? null;
  return {
    status,
    conclusion: status === 'completed' ? conclusion : null,
    startedAt:
      text(RUN, 'started_at', body.started_at) ?? before?.startedAt ?? now,
    completedAt:
      status === 'completed'
        ? text(RUN, 'completed_at', body.completed_at) ??
          before?.completedAt ??
          now
        : null,
    detailsUrl:
      address(RUN, 'details_url', body.details_url) ??
      before?.detailsUrl ??
      null,
    externalId:
      text(RUN, 'external_id', body.external_id) ?? before?.externalId ?? null,
    title: field('title'),
    summary: field('summary'),
    text: field('text'),
    annotations: [
      ...(before?.annotations ?? []),
      ...annotations(output?.annotations),
    ],
  };
}

function annotations(value: unknown): CheckAnnotation[] {
  if (value === undefined || value === null) {
    return [];
  }
  const at = 'output.annotations';
  if (!Array.isArray(value) || value.length > MAX_ANNOTATIONS) {
    throw invalid(
      RUN,
      at,
      `must be a list of at most ${MAX_ANNOTATIONS}; send the others in a further update`,
    );
  }
  return (value as Given[]).map((one, i) => {
    const line = (field: string) => {
      const number = one?.[field];
      if (!Number.isInteger(number) || (number as number) < 1) {
        throw invalid(RUN, `${at}[${i}].${field}`, 'must be a line, from 1');
      }
      return number as number;
    };
    return {
      path: checkText(`${at}[${i}].path`, one?.path),
      startLine: line('start_line'),
      endLine: line('end_line'),
      level: oneOf(
        RUN,
        `${at}[${i}].annotation_level`,
        LEVELS,
        one?.annotation_level,
      ),
      message: checkText(`${at}[${i}].message`, one?.message),
      ...(one?.title
        ? { title: checkText(`${at}[${i}].title`, one.title) }
        : {}),
    };
  });
}

function checkText(field: string, value: unknown): string {
  const found = text(RUN, field, value);
  if (!found) {
    throw invalid(RUN, field, 'is missing');
  }
  return found;
}

/** What a body says of a commit status. Errors: 422 that names the field. */
export function statusInput(
  body: Given,
): Pick<StatusRecord, 'state' | 'context' | 'description' | 'targetUrl'> {
  const resource = 'Status';
  return {
    state: oneOf(resource, 'state', STATES, body.state),
    context: checkName(resource, 'context', body.context ?? 'default'),
    description: text(resource, 'description', body.description, 140),
    targetUrl: address(resource, 'target_url', body.target_url),
  };
}

// It becomes a link on the page
function address(resource: string, field: string, value: unknown) {
  const url = text(resource, field, value);
  if (url && !/^https?:/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw invalid(resource, field, 'must be an http address');
  }
  return url || null;
}
