import { ConflictError } from '@backstage/errors';
import {
  CostLabels,
  CreateRunRequest,
  newRunId,
  validateRunParameters,
} from '@illm-lab/plugin-hub-common';
import { ArgoRefusalError, ArgoServer, reachingArgo } from '../argo/ArgoServer';
import { lintable } from '../argo/lintable';
import { BrokenExperimentError, InvalidInputError } from '../errors';
import { readCostLabels } from '../experiments/costLabels';
import { ExperimentService } from '../experiments/ExperimentService';
import { TargetHosts } from '../experiments/TargetHosts';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { checkInputsText } from './inputsText';
import { newWorkflow } from './newWorkflow';
import { RunLimit } from './RunLimit';
import { ObservedRun, StoredRun } from './rows';
import { RunStore } from './RunStore';
import { RunTracker } from './RunTracker';

/** A run, and whether it is a new one. */
export interface StartedRun {
  run: StoredRun;
  created: boolean;
}

/** Starts runs, once for each key however often it is asked. */
export class RunStarter {
  constructor(
    private readonly options: {
      store: RunStore;
      tracker: RunTracker;
      argo: ArgoServer;
      experiments: ExperimentService;
      targetHosts: TargetHosts;
      limit: RunLimit;
      repository: RepositoryReader;
      cloneUrl: string;
    },
  ) {}

  /** Starts a run, or finds the one that the same key has started. */
  async start(
    request: CreateRunRequest,
    requestedBy: string,
  ): Promise<StartedRun> {
    const known = await this.options.store.findByKey(
      requestedBy,
      request.idempotencyKey,
    );
    return known
      ? this.repeat(known, request)
      : this.begin(request, requestedBy);
  }

  private async begin(
    request: CreateRunRequest,
    requestedBy: string,
  ): Promise<StartedRun> {
    const { store, repository, limit } = this.options;
    const run = await this.prepare(request, requestedBy);
    await reachingArgo(() => this.options.argo.awaitTemplate());
    const labels = await readCostLabels(
      repository,
      run.experiment,
      run.commit ?? '',
    );
    if (await limit.create(run)) {
      return { run: await this.submit(run, labels), created: true };
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
  ): Promise<StartedRun> {
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
      return { run: known, created: false };
    }
    const labels = await readCostLabels(
      this.options.repository,
      known.experiment,
      known.commit ?? '',
    );
    return { run: await this.submit(known, labels), created: false };
  }

  /** Checks all that can be checked before anything is made. */
  private async prepare(
    request: CreateRunRequest,
    requestedBy: string,
  ): Promise<ObservedRun> {
    const { experiments, targetHosts } = this.options;
    const { experiment, parameters = {} } = request;
    const { commit, inputs, workflow, templates } = await experiments.workflow(
      experiment,
    );
    const issues = [
      ...validateRunParameters(inputs, parameters),
      ...(await targetHosts.check(inputs, parameters, commit)),
    ];
    if (issues.length > 0) {
      throw new InvalidInputError('The parameters don’t fit.', issues);
    }
    await this.lint(lintable(workflow, templates));
    const defaults = inputs.flatMap(input =>
      input.default === undefined ? [] : [[input.name, input.default]],
    );
    const values: Record<string, string> = {
      ...Object.fromEntries(defaults),
      ...parameters,
    };
    const tooMuch = checkInputsText(values);
    if (tooMuch) {
      throw new InvalidInputError('The parameters don’t fit.', [tooMuch]);
    }
    return {
      id: await this.freeId(experiment),
      experiment,
      phase: 'Pending',
      message: null,
      createdAt: new Date().toISOString(),
      startedAt: null,
      finishedAt: null,
      stoppedBy: null,
      requestedBy,
      idempotencyKey: request.idempotencyKey,
      commit,
      parameters: values,
      kept: request.keep ?? false,
      workflowUid: null,
      revision: 0,
      stages: [],
    };
  }

  /** Argo finds what our own rules don't know of. */
  private async lint(workflow: object): Promise<void> {
    try {
      await reachingArgo(() => this.options.argo.lint(workflow));
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
      const workflow = await reachingArgo(() =>
        argo.create(newWorkflow(run, labels, cloneUrl)),
      );
      await store.update(
        run.id,
        { phase: 'Pending', message: null, finishedAt: null },
        'unsubmitted',
      );
      await tracker.observe(workflow);
      return (await store.get(run.id))!;
    } catch (error) {
      await store.update(
        run.id,
        {
          phase: 'Error',
          message: `The hub did not take it: ${(error as Error).message}`,
          finishedAt: new Date().toISOString(),
        },
        'unsubmitted',
      );
      await tracker.announce(run.id);
      throw error instanceof ArgoRefusalError
        ? new ConflictError(`Argo refused the run: ${error.message}`)
        : error;
    }
  }

  private async freeId(experiment: string): Promise<string> {
    let id = newRunId(experiment);
    while (await this.options.store.get(id)) {
      id = newRunId(experiment);
    }
    return id;
  }
}
