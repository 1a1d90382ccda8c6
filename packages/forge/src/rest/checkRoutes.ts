import { json, Request } from 'express';
import Router from 'express-promise-router';
import { ForgeContext, plainRepository } from '../core/context';
import { nodeId, userShape } from '../core/shapes';
import { invalid, notFound } from '../errors';
import { fullSha } from '../git/names';
import { peel } from '../git/objects';
import { MAX_API_BODY } from '../limits';
import { CheckRecord, StatusRecord } from '../store/checkStore';
import { checkName, checkRunChange, statusInput } from './checkInput';
import { numberIn, queryText } from './paging';
import { commitFor } from './repositoryRoutes';

/** GitHub's state of several statuses together. */
function together(statuses: StatusRecord[]): 'pending' | 'success' | 'failure' {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) {
    return 'failure';
  }
  const passed = statuses.every(({ state }) => state === 'success');
  return statuses.length > 0 && passed ? 'success' : 'pending';
}

/**
 * GitHub's checks of commits, in both of its ways:
 * - `POST /check-runs`, `GET|PATCH /check-runs/ID`, `GET /check-runs/ID/annotations`
 * - `GET /commits/REF/check-runs?check_name`: of each name the last
 * - `POST /statuses/SHA`, `GET /commits/REF/status`, `GET /commits/REF/statuses`
 */
export function checkRoutes(context: ForgeContext) {
  const { checks, lock, urls } = context;
  const router = Router();
  router.use(['/check-runs', '/statuses'], json({ limit: MAX_API_BODY }));

  const commitOf = async (resource: string, field: string, value: unknown) => {
    const sha = fullSha(value, field, resource);
    if (!(await peel(context.repository, sha, 'commit'))) {
      throw invalid(resource, field, `there is no commit ${sha}`);
    }
    return sha;
  };
  const runOf = (req: Request): CheckRecord => {
    const run = checks.run(numberIn(req, 'id'));
    if (!run) {
      throw notFound(`there is no check run ${req.params.id}`);
    }
    return run;
  };

  router.post('/check-runs', async (req, res) => {
    const body = req.body ?? {};
    const sha = await commitOf('CheckRun', 'head_sha', body.head_sha);
    const name = checkName('CheckRun', 'name', body.name);
    const change = checkRunChange(body);
    const run = await lock.run(async () => {
      const made = { id: checks.nextId(), name, sha, ...change };
      await checks.saveRun(made);
      await sendRun(context, 'created', made);
      return made;
    });
    res.status(201).json(runShape(context, run));
  });

  router.get('/check-runs/:id', async (req, res) => {
    res.json(runShape(context, runOf(req)));
  });

  router.patch('/check-runs/:id', async (req, res) => {
    const run = await lock.run(async () => {
      const before = runOf(req);
      const next = { ...before, ...checkRunChange(req.body ?? {}, before) };
      await checks.saveRun(next);
      // GitHub has no event for a change that does not end it
      if (next.status === 'completed') {
        await sendRun(context, 'completed', next);
      }
      return next;
    });
    res.json(runShape(context, run));
  });

  router.get('/check-runs/:id/annotations', async (req, res) => {
    res.json(
      runOf(req).annotations.map(one => ({
        path: one.path,
        start_line: one.startLine,
        end_line: one.endLine,
        annotation_level: one.level,
        message: one.message,
        title: one.title ?? null,
      })),
    );
  });

  router.post('/statuses/:sha', async (req, res) => {
    const sha = await commitOf('Status', 'sha', req.params.sha);
    const given = statusInput(req.body ?? {});
    const status = await lock.run(async () => {
      const createdAt = new Date().toISOString();
      const made = { id: checks.nextId(), sha, createdAt, ...given };
      await checks.saveStatus(made);
      await context.webhooks.send('status', {
        ...statusShape(context, made),
        sha,
        name: `${urls.owner}/${urls.repo}`,
        ...fromHere(context),
      });
      return made;
    });
    res.status(201).json(statusShape(context, status));
  });

  // a branch may have slashes in its name
  router.get(/^\/commits\/(.+)\/status$/, async (req, res) => {
    const sha = await commitFor(context, req.params[0]);
    const statuses = checks.statusesOn(sha);
    const url = `${urls.api}/commits/${sha}`;
    res.json({
      state: together(statuses),
      statuses: statuses.map(one => statusShape(context, one)),
      sha,
      total_count: statuses.length,
      repository: plainRepository(context),
      commit_url: url,
      url: `${url}/status`,
    });
  });

  router.get(/^\/commits\/(.+)\/statuses$/, async (req, res) => {
    const sha = await commitFor(context, req.params[0]);
    res.json(checks.statusesOn(sha).map(one => statusShape(context, one)));
  });

  router.get(/^\/commits\/(.+)\/check-runs$/, async (req, res) => {
    const sha = await commitFor(context, req.params[0]);
    const name = queryText(req, 'check_name');
    const runs = checks.runsOn(sha).filter(one => !name || one.name === name);
    res.json({
      total_count: runs.length,
      check_runs: runs.map(one => runShape(context, one)),
    });
  });

  return router;
}

/** What every event of GitHub says of where it comes from. */
function fromHere(context: ForgeContext) {
  const { urls } = context;
  return {
    repository: plainRepository(context),
    organization: { login: urls.owner, id: 1 },
    sender: userShape(urls, urls.owner),
  };
}

async function sendRun(
  context: ForgeContext,
  action: 'created' | 'completed',
  run: CheckRecord,
): Promise<void> {
  await context.webhooks.send('check_run', {
    action,
    check_run: runShape(context, run),
    ...fromHere(context),
  });
}

function runShape({ urls }: ForgeContext, run: CheckRecord) {
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.sha,
    external_id: run.externalId ?? '',
    url: `${urls.api}/check-runs/${run.id}`,
    html_url: run.detailsUrl ?? urls.commit(run.sha),
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${urls.api}/check-runs/${run.id}/annotations`,
    },
    pull_requests: [] as unknown[],
  };
}

function statusShape({ urls }: ForgeContext, status: StatusRecord) {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: `${urls.api}/statuses/${status.sha}`,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: userShape(urls, urls.owner),
  };
}
