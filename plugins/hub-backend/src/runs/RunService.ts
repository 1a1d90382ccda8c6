import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  CostLabels,
  CreateRunRequest,
  hubRunControlPermission,
  hubRunCreatePermission,
  newRunId,
  Result,
  Run,
  validateRunParameters,
} from '@illm-lab/plugin-hub-common';
import { Request } from 'express';
import { RunAccess } from '../access/RunAccess';
import { ArgoRefusalError, ArgoServer } from '../argo/ArgoServer';
import { BrokenExperimentError, InvalidInputError } from '../errors';
import { readCostLabels } from '../experiments/costLabels';
import { ExperimentService } from '../experiments/ExperimentService';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { decodeCursor, encodeCursor } from './cursor';
import { newWorkflow } from './newWorkflow';
import { ObservedRun, StoredRun, toRun } from './rows';
import { RunQuery, RunStore } from './RunStore';
import { RunTracker } from './RunTracker';

/** On whose behalf something is done, and for which request. */
export interface Caller {
  credentials: BackstageCredentials;
  /** For the audit log; absent when an action asks. */
  request?: Request;
}

/** Starts, stops and shows runs; the API and the actions both go through it. */
export class RunService {
  constructor(
    private readonly options: {
      store: RunStore;
      tracker: RunTracker;
      argo: ArgoServer;
      access: RunAccess;
      auditor: AuditorService;
      experiments: ExperimentService;
      repository: RepositoryReader;
      cloneUrl: string;
      portalUrl: string;
    },
  ) {}

  /** One page of runs, newest first. */
  async list(
    query: Omit<RunQuery, 'after'> & { cursor?: string },
    { credentials }: Caller,
  ): Promise<{ items: Run[]; nextCursor?: string; total: number }> {
    const { access, store, portalUrl } = this.options;
    await access.mayRead(credentials);
    const { cursor, limit, ...filter } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    // One more than asked for tells whether there is another page.
    const { runs, total } = await store.list({
      ...filter,
      limit: limit + 1,
      after,
    });
    const page = runs.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(run => toRun(run, portalUrl, { stages: false })),
      ...(runs.length > limit && last && { nextCursor: encodeCursor(last) }),
      total,
    };
  }

  /** A run with its stages. */
  async get(id: string, { credentials }: Caller): Promise<Run> {
    await this.options.access.mayRead(credentials);
    return this.show(await this.find(id));
  }

  /** A run's result. */
  async result(id: string, { credentials }: Caller): Promise<Result> {
    const { access, store } = this.options;
    await access.mayRead(credentials);
    const run = await this.find(id);
    const result = await store.result(id);
    if (!result) {
      throw new NotFoundError(
        run.finishedAt === null
          ? `Run ${id} has no result yet: it has not ended.`
          : `Run ${id} ended without a result.`,
      );
    }
    return result;
  }

  /** Starts a run, or finds the one that the same key has started. */
  async create(
    request: CreateRunRequest,
    caller: Caller,
  ): Promise<{ run: Run; created: boolean }> {
    const { experiment, parameters = {}, keep = false } = request;
    return this.audited(
      'run-create',
      caller,
      { experiment, parameters, keep },
      async () => {
        const { access, experiments } = this.options;
        const user = access.user(caller.credentials);
        await experiments.entity(experiment, user);
        await access.mayAct(hubRunCreatePermission, experiment, user);
        const known = await this.options.store.findByKey(
          user.principal.userEntityRef,
          request.idempotencyKey,
        );
        if (known) {
          return this.repeat(known, request);
        }
        return this.begin(request, user.principal.userEntityRef);
      },
    );
  }

  /** Stops a run that has not ended; one that has stays as it is. */
  async stop(id: string, caller: Caller): Promise<Run> {
    return this.audited('run-stop', caller, { run: id }, async () => {
      const { access, argo, store, tracker } = this.options;
      const user = access.user(caller.credentials);
      const run = await this.find(id);
      await access.mayAct(hubRunControlPermission, run.experiment, user);
      if (run.finishedAt !== null) {
        return this.show(run);
      }
      const { userEntityRef } = user.principal;
      const stopped = await this.reaching(() =>
        argo.stop(id, `Stopped by ${userEntityRef}`),
      );
      if (!stopped) {
        await store.update(id, {
          phase: 'Stopped',
          message: 'Stopped; the hub has no Workflow of it.',
          finishedAt: new Date().toISOString(),
        });
        await tracker.announce(id);
      }
      return this.show(await this.find(id));
    });
  }

  private async begin(
    request: CreateRunRequest,
    requestedBy: string,
  ): Promise<{ run: Run; created: boolean }> {
    const { store, repository } = this.options;
    const run = await this.prepare(request, requestedBy);
    const labels = await readCostLabels(
      repository,
      run.experiment,
      run.commit ?? '',
    );
    if (await store.create(run)) {
      return { run: this.show(await this.submit(run, labels)), created: true };
    }
    // The same request has come twice at once, and the other was faster.
    const other = await store.findByKey(requestedBy, request.idempotencyKey);
    if (!other) {
      throw new ConflictError(`Run ${run.id} exists already. Try again.`);
    }
    return this.repeat(other, request);
  }

  /** A run that was asked for before: the same, brought to its end if need be. */
  private async repeat(
    known: StoredRun,
    request: CreateRunRequest,
  ): Promise<{ run: Run; created: boolean }> {
    const given = request.parameters ?? {};
    const same =
      known.experiment === request.experiment &&
      known.kept === (request.keep ?? false) &&
      Object.entries(given).every(([k, v]) => known.parameters[k] === v);
    if (!same) {
      throw new ConflictError(
        `This idempotencyKey has started run ${known.id} with another request. Use a new key.`,
      );
    }
    if (known.workflowUid !== null) {
      return { run: this.show(known), created: false };
    }
    const labels = await readCostLabels(
      this.options.repository,
      known.experiment,
      known.commit ?? '',
    );
    return { run: this.show(await this.submit(known, labels)), created: false };
  }

  /** Checks all that can be checked before anything is made. */
  private async prepare(
    request: CreateRunRequest,
    requestedBy: string,
  ): Promise<ObservedRun> {
    const { experiments } = this.options;
    const { experiment, parameters = {} } = request;
    const { commit, inputs, workflow } = await experiments.workflow(experiment);
    const issues = validateRunParameters(inputs, parameters);
    if (issues.length > 0) {
      throw new InvalidInputError('The parameters don’t fit.', issues);
    }
    await this.lint(workflow);
    const defaults = inputs.flatMap(input =>
      input.default === undefined ? [] : [[input.name, input.default]],
    );
    return {
      id: await this.freeId(experiment),
      experiment,
      phase: 'Pending',
      message: null,
      createdAt: new Date().toISOString(),
      startedAt: null,
      finishedAt: null,
      requestedBy,
      idempotencyKey: request.idempotencyKey,
      commit,
      parameters: { ...Object.fromEntries(defaults), ...parameters },
      kept: request.keep ?? false,
      workflowUid: null,
      revision: 0,
      stages: [],
    };
  }

  /** Argo finds what our own rules don't know of. */
  private async lint(workflow: object): Promise<void> {
    try {
      await this.reaching(() => this.options.argo.lint(workflow));
    } catch (error) {
      if (error instanceof ArgoRefusalError) {
        throw new BrokenExperimentError(
          'Argo would not take the experiment’s workflow.',
          [
            {
              path: 'workflow/experiment.yaml',
              message: error.message,
              remedy: 'Correct it on the main branch.',
            },
          ],
        );
      }
      throw error;
    }
  }

  /**
   * Hands a run to Argo. The row is there first: whatever happens now, the run
   * is known, and the same key brings it to its end.
   */
  private async submit(
    run: ObservedRun,
    labels: Partial<CostLabels>,
  ): Promise<StoredRun> {
    const { argo, cloneUrl, store, tracker } = this.options;
    try {
      const workflow = await this.reaching(() =>
        argo.create(newWorkflow(run, labels, cloneUrl)),
      );
      await store.update(run.id, {
        phase: 'Pending',
        message: null,
        finishedAt: null,
      });
      await tracker.observe(workflow);
      return await this.find(run.id);
    } catch (error) {
      await store.update(run.id, {
        phase: 'Error',
        message: `The hub did not take it: ${(error as Error).message}`,
        finishedAt: new Date().toISOString(),
      });
      await tracker.announce(run.id);
      throw error instanceof ArgoRefusalError
        ? new ConflictError(`Argo refused the run: ${error.message}`)
        : error;
    }
  }

  /** Network errors of the Argo server as what they are to the caller. */
  private async reaching<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw error instanceof ArgoRefusalError
        ? error
        : new ServiceUnavailableError(
            `The hub can’t take runs now: ${
              (error as Error).message
            }. Try again when it is ready.`,
          );
    }
  }

  private async freeId(experiment: string): Promise<string> {
    let id = newRunId(experiment);
    while (await this.options.store.get(id)) {
      id = newRunId(experiment);
    }
    return id;
  }

  private async find(id: string): Promise<StoredRun> {
    const run = await this.options.store.get(id);
    if (!run) {
      throw new NotFoundError(`There is no run “${id}”.`);
    }
    return run;
  }

  private show(run: StoredRun): Run {
    return toRun(run, this.options.portalUrl, { stages: true });
  }

  /** Writes to the audit log who did what, and how it ended. */
  private async audited<T>(
    eventId: string,
    { request, credentials }: Caller,
    meta: { [name: string]: string | boolean | Record<string, string> },
    work: () => Promise<T>,
  ): Promise<T> {
    const event = await this.options.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      // An action comes without its request, so who asked is said here.
      meta: { ...meta, actor: this.options.access.nameOf(credentials) },
    });
    try {
      const done = await work();
      await event.success();
      return done;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }
}
