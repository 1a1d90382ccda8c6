import { NotFoundError } from '@backstage/errors';
import {
  CreateRunRequest,
  hubRunControlPermission,
  hubRunCreatePermission,
  Result,
  Run,
} from '@illm-lab/plugin-hub-common';
import { Access } from '../access/Access';
import { AuditLog } from '../access/AuditLog';
import { Caller } from '../access/Caller';
import { ArgoServer, reachingArgo } from '../argo/ArgoServer';
import { ExperimentService } from '../experiments/ExperimentService';
import { decodeCursor, encodeCursor } from './cursor';
import { StoredRun, toRun } from './rows';
import { RunStarter } from './RunStarter';
import { RunQuery, RunStore } from './RunStore';
import { RunTracker } from './RunTracker';

/** Starts, stops and shows runs; the API and the actions both go through it. */
export class RunService {
  constructor(
    private readonly options: {
      store: RunStore;
      tracker: RunTracker;
      argo: ArgoServer;
      starter: RunStarter;
      access: Access;
      audit: AuditLog;
      experiments: ExperimentService;
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
    return this.options.audit.audited(
      'run-create',
      caller,
      { experiment, parameters, keep },
      async () => {
        const { access, experiments } = this.options;
        const user = access.user(caller.credentials);
        await experiments.entity(experiment, user);
        await access.mayAct(hubRunCreatePermission, experiment, user);
        const { run, created } = await this.options.starter.start(
          request,
          user.principal.userEntityRef,
        );
        return { run: this.show(run), created };
      },
    );
  }

  /** Stops a run that has not ended; one that has stays as it is. */
  async stop(id: string, caller: Caller): Promise<Run> {
    return this.options.audit.audited(
      'run-stop',
      caller,
      { run: id },
      async () => {
        const { access, argo, store, tracker } = this.options;
        const user = access.user(caller.credentials);
        const run = await this.find(id);
        await access.mayAct(hubRunControlPermission, run.experiment, user);
        if (run.finishedAt !== null) {
          return this.show(run);
        }
        const { userEntityRef } = user.principal;
        const stopped = await reachingArgo(() =>
          argo.stop(id, `Stopped by ${userEntityRef}`),
        );
        await store.stopped(id, userEntityRef);
        if (!stopped) {
          await store.update(
            id,
            {
              phase: 'Stopped',
              message: 'Stopped; the hub has no Workflow of it.',
              finishedAt: new Date().toISOString(),
            },
            'running',
          );
        }
        await tracker.announce(id);
        return this.show(await this.find(id));
      },
    );
  }

  /** Stars a run, or takes its star away. */
  async star(id: string, starred: boolean, caller: Caller): Promise<Run> {
    return this.options.audit.audited(
      'run-star',
      caller,
      { run: id, starred },
      async () => {
        const { access, store, tracker } = this.options;
        const user = access.user(caller.credentials);
        const run = await this.find(id);
        await access.mayAct(hubRunControlPermission, run.experiment, user);
        const { userEntityRef } = user.principal;
        await store.star(id, starred ? userEntityRef : null);
        await tracker.announce(id);
        return this.show(await this.find(id));
      },
    );
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
}
