// Generated from plugins/hub-backend/src/schema/*.yaml by
// `yarn workspace @illm-lab/plugin-hub-backend generate`. Do not edit.

export interface paths {
  '/experiments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The experiments in the catalog, each with its last run. */
    get: operations['ListExperiments'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/experiments/{name}/inputs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a run of the experiment takes, read from its workflow on the main branch.
     * @description 409 with `issues` when the workflow on the main branch is broken.
     */
    get: operations['GetExperimentInputs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/experiments/{name}/availability': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether a new experiment may have this name. */
    get: operations['GetExperimentAvailability'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Runs, newest first. */
    get: operations['ListRuns'];
    put?: never;
    /**
     * Starts a run of an experiment at the main branch's last commit.
     * @description Needs permission hub.run.create on the experiment. Safe to repeat with the same idempotencyKey: the same run is answered. 400 when the parameters don't fit, 404 when there is no such experiment, 409 when its workflow is broken or the key belongs to another request, 503 when the hub can't take runs now.
     */
    post: operations['CreateRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A run with its stages and steps. */
    get: operations['GetRun'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/result': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The measurements of a run; 404 while there are none. */
    get: operations['GetResult'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/logs/{stepId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a step has written so far, at most 1 MiB. */
    get: operations['GetLogs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stops a run; what it has measured is collected and it is cleaned up.
     * @description Needs permission hub.run.control on the run's experiment. A run that has ended stays as it is.
     */
    post: operations['StopRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/star': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Stars a run, or takes its star away.
     * @description A star is the lab's, not a person's. A starred run is kept by retention, with its result and logs. Needs permission hub.run.control on the run's experiment. Safe to repeat.
     */
    put: operations['StarRun'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Changes as they happen, as server-sent events.
     * @description Events: `run` (Run; on topic run:<id> with stages, on topic runs without), `result` ({run, result}), `log` ({run, step, offset, text}) and `hub` (HubStatus, on every stream). Comments keep the stream alive. After a break, Last-Event-ID replays what was missed; when that is no longer known, event `reset` tells the reader to fetch anew. The stream ends when the token expires.
     */
    get: operations['StreamEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the hub and its parts are. */
    get: operations['GetStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/people': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who can sign in on a local hub. Needs no sign-in; 404 on any other hub. */
    get: operations['ListPeople'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/teams': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The catalog's teams with who is in them, what they own and what they ran.
     * @description What a team spends is `GET /costs?aggregate=team`.
     */
    get: operations['ListTeams'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/cost-centers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The catalog's cost centers with the teams that they pay for and what those ran.
     * @description Budgets and what was spent are `GET /costs/budgets`.
     */
    get: operations['ListCostCenters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/experiment-facts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Of each experiment its clusters, its runs in numbers and how its latency went. */
    get: operations['ListExperimentFacts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What ran since a time, in numbers. */
    get: operations['GetActivity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pulls': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Open pull requests that touch an experiment, newest first.
     * @description Asked of the forge at most every few seconds. While it does not answer the last good answer is given, with the reason in `source`.
     */
    get: operations['ListPulls'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/claim-previews': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What a claim would look like, be made of and cost. Changes nothing.
     * @description 404 when there is no such kind; 503 while the repository can't be read.
     */
    post: operations['PreviewClaim'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/claims': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What teams have asked for, also what is only proposed or is being deleted.
     * @description Needs permission hub.claim.read. From memory: while the hub or the forge can't be reached the last good answer is given, and `source` or `forge` says so.
     */
    get: operations['ListClaims'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/claims/{namespace}/{kind}/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A claim from its pull request to its connection, and after its deletion what is left.
     * @description Needs permission hub.claim.read. 404 when neither the hub nor the repository nor an open pull request has it. A claim that is gone is answered for an hour.
     */
    get: operations['GetClaim'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/costs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a window cost, by one or more labels.
     * @description Needs permission hub.cost.read. Answers with the last good figures, and a reason in `source` when the cost source does not answer. What was not measured is null, never 0. 400 when the window, a label or the filter is not understood.
     */
    get: operations['GetCosts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/costs/csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same report as a table, with a line per item, or per item and day.
     * @description 503 with the reason when there are no figures at all.
     */
    get: operations['GetCostsCsv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/costs/budgets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Each cost center's month so far against its budget. */
    get: operations['GetBudgets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/cost': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a run cost.
     * @description Written down with the run once it is final, so that it outlives what the cost source remembers.
     */
    get: operations['GetRunCost'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clusters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The hub's own cluster and those that its Argo CD knows.
     * @description Needs permission hub.node.read.
     */
    get: operations['ListClusters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/nodes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Nodes of all clusters, with what Kubernetes and Talos say of them.
     * @description Needs permission hub.node.read. Answered from memory. A cluster that does not answer keeps its last known nodes; its `source` says since when.
     */
    get: operations['ListNodes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/nodes/{cluster}/{node}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One node with its pods and its last hour.
     * @description Needs permission hub.node.read. 404 when there is no such node.
     */
    get: operations['GetNode'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pulls/{number}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One pull request and how far what it defines has come.
     * @description 404 when there is no such pull request; 503 while the forge does not answer.
     */
    get: operations['GetPull'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/retention': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is kept of runs and for how long, and what there is of it now.
     * @description Days are those of hub.retention in the configuration; 0 is for ever. Figures are at most a minute old.
     */
    get: operations['GetRetention'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/services': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the hub offers, in the order in which it is brought up.
     * @description From memory. While the hub can't be reached the last good answer is given, and `source` says so.
     */
    get: operations['ListServices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/services/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A service with its resources, what differs from Git and what was deployed. */
    get: operations['GetService'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/services/{name}/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Compares a service with Git now.
     * @description Needs permission hub.service.control. Safe to repeat.
     */
    post: operations['RefreshService'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/services/{name}/sync': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a service what Git says, or tells what that would do.
     * @description Needs permission hub.service.control. Returns when Argo CD has begun; the result comes as the service's `operation`. Repeated with the same idempotencyKey it begins nothing new. 409 while another operation runs.
     */
    post: operations['SyncService'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/services/{name}/rollback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Deploys again what was deployed before.
     * @description Needs permission hub.service.control. 409 while Argo CD keeps the service at its branch by itself, or another operation runs. A service that is at that revision already stays as it is.
     */
    post: operations['RollbackService'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/target-hosts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Hosts that are there already and that experiments may put load on.
     * @description Read from platform/hub/values/target-hosts.yaml on the main branch; 503 while the repository can't be read, 409 when that file is broken.
     */
    get: operations['GetTargetHosts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Error: {
      error: {
        name: string;
        message: string;
        issues?: components['schemas']['Issue'][];
      };
    };
    Issue: {
      /** @description Field that is wrong. */
      path: string;
      /** @description What is wrong. */
      message: string;
      /** @description What to do about it. */
      remedy: string;
      /** @description Line in the file */
      line?: number;
    };
    Experiment: {
      name: string;
      entityRef: string;
      title: string;
      description: string | null;
      /** @description Entity ref of the owner team. */
      owner: string | null;
      lastRun?: components['schemas']['Run'];
    };
    ExperimentInputs: {
      experiment: string;
      commit: string;
      inputs: components['schemas']['RunInput'][];
    };
    RunInput: {
      name: string;
      /** @description What people call it. */
      title?: string;
      /** @enum {string} */
      type: 'integer' | 'number' | 'string' | 'duration' | 'boolean' | 'json';
      /** @description True when the type is a guess from the default, which refuses nothing. */
      inferred?: boolean;
      /**
       * @description JSON that has an editor and a check of its own.
       * @enum {string}
       */
      format?: 'k6-thresholds';
      description?: string;
      default?: string;
      /** @description Least value; of a duration in seconds. */
      minimum?: number;
      /** @description Largest value; of a duration in seconds. */
      maximum?: number;
      /** @description What the number is in, such as ms. */
      unit?: string;
      /** @description Regular expression for the whole text. */
      pattern?: string;
      multiline?: boolean;
      enum?: string[];
      /** @description True when there is no default. */
      required: boolean;
    };
    Availability: {
      name: string;
      available: boolean;
      /** @description Why it is not available. */
      reason?: string;
    };
    /**
     * @description How far the run's Workflow is, in Argo's words; see RunState.
     * @enum {string}
     */
    RunPhase:
      | 'Pending'
      | 'Running'
      | 'Succeeded'
      | 'Failed'
      | 'Error'
      | 'Stopped';
    /**
     * @description How a run stands, by its Workflow and its result together. passed: every threshold held. failed: a threshold was crossed. error: it could not be carried out or judged. stopped: somebody ended it before its end.
     * @enum {string}
     */
    RunState: 'waiting' | 'running' | 'passed' | 'failed' | 'error' | 'stopped';
    /** @enum {string} */
    Verdict: 'passed' | 'failed' | 'error';
    CreateRunRequest: {
      experiment: string;
      /** @description Values of the run's inputs; those left out have their default. */
      parameters?: {
        [key: string]: string;
      };
      /** @description Leave the run's objects on the hub when it has ended. */
      keep?: boolean;
      /** @description Chosen by the caller, new for each run that is meant. */
      idempotencyKey: string;
    };
    StarRunRequest: {
      starred: boolean;
    };
    Run: {
      id: string;
      /** @description Counts the experiment's runs from 1. */
      number: number;
      experiment: string;
      state: components['schemas']['RunState'];
      phase: components['schemas']['RunPhase'];
      /** @description It has a result of the time until it was stopped. */
      partial: boolean;
      /** @description Who stopped it: entity ref of a user of the portal, else name of the program that did, such as argo or kubectl-patch. */
      stoppedBy: string | null;
      /** @description Entity ref of the user who starred it; null when it has no star. */
      starredBy: string | null;
      verdict: components['schemas']['Verdict'] | null;
      /** @description How it is or how it ended, as a sentence. */
      message: string | null;
      createdAt: string;
      startedAt: string | null;
      finishedAt: string | null;
      /** @description Entity ref of the user who asked; null when made by other means. */
      requestedBy: string | null;
      commit: string | null;
      parameters: {
        [key: string]: string;
      };
      kept: boolean;
      /** @description The run's page in the portal. */
      url: string;
      /** @description The hub's stages; on one run only, not in lists. */
      stages?: components['schemas']['Stage'][];
      /** @description Clusters that were made for the run, on one run only; none when it runs on the hub. */
      clusters?: components['schemas']['RunCluster'][];
    };
    RunCluster: {
      name: string;
      /** @enum {string} */
      role: 'orchestrator' | 'target' | 'loadgen';
      /** @description What makes it. */
      provider: string;
      /** @enum {string} */
      phase:
        | 'Pending'
        | 'Provisioning'
        | 'Ready'
        | 'Failed'
        | 'Deleting'
        | 'Removed';
      /** @description What is waited for */
      message: string;
      /** @description Address of its API server. */
      endpoint?: string;
      createdAt: string;
      removedAt: string | null;
      /** @description What was done for it, part by part. */
      timeline: components['schemas']['ClusterPart'][];
    };
    ClusterPart: {
      name: string;
      title: string;
      startedAt: string;
      finishedAt: string | null;
      message: string;
    };
    RunPage: {
      items: components['schemas']['Run'][];
      /** @description Absent on the last page. */
      nextCursor?: string;
      /** @description All runs that match. */
      total: number;
    };
    /** @enum {string} */
    StagePhase:
      | 'Pending'
      | 'Running'
      | 'Succeeded'
      | 'Failed'
      | 'Error'
      | 'Skipped'
      | 'Omitted';
    Stage: {
      /** @description Unique in the run. */
      id: string;
      name: string;
      phase: components['schemas']['StagePhase'];
      message: string | null;
      exitCode: number | null;
      startedAt: string | null;
      finishedAt: string | null;
      podName?: string;
      namespace?: string;
      /** @description Cluster of the run that has the pod; the hub when absent. */
      cluster?: string;
      hasLogs: boolean;
      children: components['schemas']['Stage'][];
    };
    Result: {
      verdict: components['schemas']['Verdict'];
      /** @description The verdict as a sentence. */
      message: string;
      thresholds: components['schemas']['ResultThreshold'][];
      metrics: components['schemas']['ResultMetric'][];
      /** @description k6's own summaries by output parameter. */
      summaries: {
        [key: string]: unknown;
      };
      /** @description True when the run was stopped, so that only the time until then was measured; such a result has no verdict but error. */
      partial?: boolean;
      /** @description Name of the step whose failure decides the verdict; no failure that the experiment's author tolerates does. Absent when none failed. */
      decidedBy?: string;
      hostCpu?: components['schemas']['HostCpu'];
      /** @description What was left out for size, as a sentence. */
      truncated?: string;
      collectedAt: string;
    };
    ResultThreshold: {
      metric: string;
      expression: string;
      passed: boolean;
      /** @description Right side of the expression. */
      limit?: number;
      /** @description What was measured; absent when that is not known. */
      value?: number;
      /** @description True when k6 measured nothing of this metric. k6 says then that the threshold holds. */
      noSamples?: boolean;
      /** @description Distance to the limit as a share of it; negative when crossed. */
      margin?: number;
      unit: components['schemas']['MetricUnit'];
      /** @description k6 step */
      step?: string;
    };
    ResultMetric: {
      name: string;
      /** @enum {string} */
      type: 'counter' | 'gauge' | 'rate' | 'trend';
      unit: components['schemas']['MetricUnit'];
      /** @description True when nothing was measured; its values mean nothing then. */
      noSamples?: boolean;
      /** @description By aggregation, such as avg or p(95). */
      values: {
        [key: string]: number;
      };
      /** @description Metric that a submetric is part of. */
      parent?: string;
      step?: string;
    };
    /** @enum {string} */
    MetricUnit: 'ms' | 'bytes' | 'ratio' | 'count' | '';
    /** @description CPU use of the host while the load ran, as shares of 1. */
    HostCpu: {
      mean: number;
      max: number;
      samples: number;
    };
    HubStatus: {
      /** @enum {string} */
      environment: 'local' | 'kind' | 'talos';
      /**
       * @description building while tools are built, starting while parts have not been there yet, ready, degraded when something that was there is gone or not well.
       * @enum {string}
       */
      state: 'starting' | 'building' | 'ready' | 'degraded' | 'stopping';
      /** @description What of nodes and services is not as it should be, a sentence each. */
      concerns: string[];
      kubernetesVersion?: string;
      podsRunnable: boolean;
      /** @description Why pods can't run. */
      podsReason?: string;
      components: components['schemas']['ComponentStatus'][];
      tools: components['schemas']['ToolStatus'][];
      /** @description What the portal itself watches. */
      sources: components['schemas']['SourceStatus'][];
    };
    ComponentStatus: {
      name: string;
      version?: string | null;
      pid?: number | null;
      address?: string | null;
      ready: boolean;
      since?: string | null;
      restarts?: number;
      message?: string | null;
    };
    ToolStatus: {
      tool: string;
      state: string;
      etaSeconds?: number | null;
      seconds?: number | null;
      /** @description Why it failed. */
      message?: string | null;
    };
    SourceStatus: {
      name: string;
      connected: boolean;
      /** @description Why it is not connected. */
      reason?: string;
      /** @description When it last answered; absent when it has not been there yet. */
      lastGoodAt?: string;
    };
    Person: {
      name: string;
      displayName: string;
      teams: string[];
    };
    /** @description Runs by their state (RunState); together they are the total. */
    RunCounts: {
      total: number;
      waiting: number;
      running: number;
      passed: number;
      /** @description A threshold was crossed. */
      failed: number;
      /** @description They could not be carried out or judged. */
      error: number;
      stopped: number;
    };
    Team: {
      name: string;
      entityRef: string;
      title: string;
      description: string | null;
      /** @description Entity refs of those who pay for the team. */
      costCenters: string[];
      /** @description Entity refs of its people. */
      members: string[];
      /** @description Names of the experiments that it owns. */
      experiments: string[];
      /** @description Runs of its experiments in the last 30 days. */
      runs: components['schemas']['RunCounts'];
    };
    CostCenter: {
      name: string;
      entityRef: string;
      title: string;
      description: string | null;
      /** @description Entity refs of the teams that it pays for. */
      teams: string[];
      /** @description Names of the experiments of those teams. */
      experiments: string[];
      /** @description Runs of those experiments in the last 30 days. */
      runs: components['schemas']['RunCounts'];
    };
    ExperimentFacts: {
      experiment: string;
      /** @description The clusters that it declares in the catalog. */
      clusters: {
        entityRef: string;
        /** @enum {string} */
        role: 'orchestrator' | 'target' | 'loadgen';
      }[];
      /** @description All runs that it ever had. */
      runs: components['schemas']['RunCounts'];
      /** @description 95th percentile of the requests' duration in ms, of its last runs that measured one, oldest first. */
      trend: {
        run: string;
        number: number;
        at: string;
        p95: number;
        verdict: components['schemas']['Verdict'];
      }[];
    };
    PullRequest: {
      number: number;
      title: string;
      /** @description Its page at the forge. */
      url: string;
      /** @description Login at the forge. */
      author: string;
      createdAt: string;
      updatedAt: string;
      draft: boolean;
      /**
       * @description How its checks stand; absent when it has none.
       * @enum {string}
       */
      checks?: 'passed' | 'failed' | 'pending';
      /** @description Names of the experiments whose folder it changes. */
      experiments: string[];
      /** @description The claims whose file it adds, changes or removes. */
      claims: components['schemas']['PullClaim'][];
    };
    ClaimPreviewRequest: {
      /** @description Such as Database. */
      kind: string;
      name: string;
      /** @description Name of the owner team. */
      team: string;
      /** @description Cost labels project, environment and cost-center. */
      labels: {
        [key: string]: string;
      };
      /** @description The experiment that it belongs to. */
      experiment?: string;
      /** @description Entity ref of who asks. */
      requestedBy?: string;
      /** @description It is there already and is to change. */
      change?: boolean;
      spec: {
        [key: string]: unknown;
      };
    };
    ClaimPreview: {
      /** @description The claim's file in the repository. */
      path: string;
      /** @description Text of that file. */
      manifest: string;
      /** @description Its text now */
      before?: string;
      /** @description The team's namespace, when this is its first claim. */
      namespace?: {
        path: string;
        manifest: string;
      };
      issues: components['schemas']['Issue'][];
      /** @description Why the API server could not be asked about its rules, if so. */
      unchecked?: string;
      /** @description What it would first be made of. */
      resources: {
        apiVersion: string;
        kind: string;
        name: string;
        manifest: string;
      }[];
      estimate?: components['schemas']['ClaimEstimate'];
    };
    ClaimEstimate: {
      currency: string;
      /** @description Of a month, all that is known added up; null when nothing is. */
      monthly: number | null;
      /** @description All of it is in the price book. */
      complete: boolean;
      /** @description Where the prices are from; empty without any. */
      source: string;
      lines: {
        kind: string;
        name: string;
        what: string;
        monthly?: number;
        /** @description How it is paid when not by month. */
        note?: string;
      }[];
    };
    ClaimList: {
      items: components['schemas']['Claim'][];
      /** @description Kinds that can be claimed on this hub. */
      kinds: string[];
      source: components['schemas']['SourceStatus'];
      forge: components['schemas']['SourceStatus'];
    };
    /**
     * @description proposed: only in an open pull request. merged: not on the hub yet. composing: nothing is made of it yet. creating: its resources come up. unavailable: this hub can't reach the cloud. failed: something was refused. deleting: it or something of it still exists. gone: nothing is left.
     * @enum {string}
     */
    ClaimState:
      | 'proposed'
      | 'merged'
      | 'composing'
      | 'creating'
      | 'unavailable'
      | 'failed'
      | 'ready'
      | 'deleting'
      | 'gone';
    Claim: {
      namespace: string;
      kind: string;
      name: string;
      state: components['schemas']['ClaimState'];
      /** @description How it is */
      sentence: string;
      provider: string | null;
      region: string | null;
      /** @description Its cost labels, its own or those of its namespace. */
      labels: {
        [key: string]: string;
      };
      /** @description Entity ref of the team that its labels name. */
      team: string | null;
      /** @description Name of the experiment that it belongs to. */
      experiment: string | null;
      createdAt: string | null;
      resources: {
        total: number;
        ready: number;
      };
      /** @description Open pull requests that add, change or remove it. */
      pulls: components['schemas']['ClaimPull'][];
      /** @description What its definition says that it will cost in a month. */
      estimate: string | null;
    };
    ClaimPull: {
      number: number;
      title: string;
      /** @description Its page at the forge. */
      url: string;
      /** @description Login at the forge. */
      author: string;
      /** @enum {string} */
      action: 'adds' | 'changes' | 'removes';
      /** @description When it was merged */
      at: string;
    };
    ClaimDetail: {
      claim: components['schemas']['Claim'];
      /** @description Its way from pull request to Ready, or to its end. */
      steps: components['schemas']['ClaimStep'][];
      /** @description What was asked for, as the repository defines it: what a change of it begins with. */
      spec: {
        [key: string]: unknown;
      };
      /** @description What was asked for, field by field. */
      wishes: {
        name: string;
        value: string;
      }[];
      conditions: components['schemas']['ClaimCondition'][];
      /** @description What it is made of. */
      resources: components['schemas']['ClaimResource'][];
      /** @description What is deleted only after something else. */
      order: {
        /** @description Id of a resource. */
        keep: string;
        /** @description Id of a resource. */
        until: string;
        reason: string;
      }[];
      /** @description Of the claim and its resources, newest first. */
      events: components['schemas']['ClaimEvent'][];
      /** @description Where it says how to connect; null before it does. */
      connection: components['schemas']['ClaimConnection'] | null;
      /** @description Name of the Argo CD Application that syncs it. */
      application: string | null;
      /** @description Path of its definition in the repository. */
      file: string | null;
      /** @description Pull request that brought or last changed it, if known. */
      merged: components['schemas']['ClaimPull'] | null;
      source: components['schemas']['SourceStatus'];
      forge: components['schemas']['SourceStatus'];
    };
    ClaimStep: {
      id: string;
      title: string;
      /** @enum {string} */
      state: 'done' | 'working' | 'waiting' | 'failed' | 'skipped';
      message: string;
      /** @description Since when it is so. */
      at: string | null;
      /** @description Where there is more. */
      url: string | null;
    };
    ClaimCondition: {
      type: string;
      /** @enum {string} */
      status: 'True' | 'False' | 'Unknown';
      reason: string;
      /** @description In words. */
      message: string;
      since: string | null;
    };
    ClaimResource: {
      id: string;
      apiVersion: string;
      kind: string;
      name: string;
      /** @description What it is of the claim, such as instance. */
      part: string | null;
      /**
       * @description waiting: nobody makes it, or not yet. unknown: the portal can't see it.
       * @enum {string}
       */
      state:
        | 'ready'
        | 'creating'
        | 'waiting'
        | 'failed'
        | 'deleting'
        | 'missing'
        | 'unknown';
      sentence: string;
      conditions: components['schemas']['ClaimCondition'][];
      createdAt: string | null;
      deletingSince: string | null;
      /** @description Its name at the provider. */
      externalName: string | null;
      /** @description The provider keeps it when it is deleted here. */
      keepsData: boolean;
    };
    ClaimEvent: {
      at: string | null;
      warning: boolean;
      reason: string;
      message: string;
      /** @description Kind and name of the object. */
      of: string;
      count: number;
    };
    ClaimConnection: {
      namespace: string;
      /** @description Name of the Secret; its content is never read. */
      secret: string | null;
      /** @description Keys of the Secret, as far as the claim says them. */
      keys: string[];
      endpoint: string | null;
    };
    /**
     * @default 7d
     * @enum {string}
     */
    CostWindowPreset:
      | 'today'
      | 'yesterday'
      | '7d'
      | '30d'
      | 'month'
      | 'last-month';
    /**
     * @default separate
     * @enum {string}
     */
    CostIdleMode: 'separate' | 'share' | 'hide';
    CostWindow: {
      from: string;
      /** @description Exclusive. */
      to: string;
    };
    CostParts: {
      cpu: number;
      memory: number;
      storage: number;
      network: number;
      loadBalancer: number;
      /** @description Share of what was idle; only with idle=share. */
      idle: number;
      /** @description The sum of the others. */
      total: number;
    };
    CostWorkload: {
      namespace: string;
      name: string;
      /** @description Such as Deployment */
      kind: string;
      cost: number;
    };
    CostMissingLabel: {
      /** @description Name of the missing label as it is to be set. */
      label: string;
      /** @description The most expensive ones that lack it. */
      workloads: components['schemas']['CostWorkload'][];
      /** @description How many lack it in all. */
      count: number;
    };
    CostItem: {
      /** @description Unique in the report: the values, joined by “/”. __idle__ for what nothing asked for, __unallocated__ for what lacks the labels. */
      key: string;
      /** @description For people. */
      name: string;
      /** @description Value of each label of `aggregate`; __unallocated__ where it is missing. */
      values: {
        [key: string]: string;
      };
      cost: components['schemas']['CostParts'];
      /** @description Share of what was paid for that was used, weighted by cost; may exceed 1. */
      efficiency?: number;
      /** @description Total in the window before; absent when it is not known. */
      previous?: number;
      /** @description Who should put which label on; on items that lack one. */
      missing?: components['schemas']['CostMissingLabel'][];
    };
    CostStep: {
      from: string;
      to: string;
      /** @description null when nothing of the day was measured. */
      total: number | null;
      /** @description Cost by the key of the item. */
      values: {
        [key: string]: number;
      };
    };
    CostReport: {
      window: components['schemas']['CostWindow'];
      aggregate: string[];
      /** @description ISO 4217. */
      currency: string;
      idleMode: components['schemas']['CostIdleMode'];
      /** @description Sum of the items; null when nothing of the window was measured. */
      total: number | null;
      /** @description Why `total` is null. */
      notMeasured?: string;
      /** @description What nothing asked for, whichever way it is shown: in its item, in the items' cost.idle, or, with idle=hide, not in the total. With a filter: the part that idle=share gives to what it lets through, else 0. */
      idle: number | null;
      /** @description Sum of the items that lack a label. */
      unallocated: number | null;
      /** @description Most expensive first; idle and unallocated last. */
      items: components['schemas']['CostItem'][];
      /** @description One per day of UTC; only with step=day. */
      series?: components['schemas']['CostStep'][];
      /** @description The window before; absent when it is not known. */
      previous?: {
        from: string;
        to: string;
        total: number;
      };
      /** @description What the nodes and disks of the window cost, by themselves. */
      assets: number | null;
      source: components['schemas']['SourceStatus'];
    };
    CostBudget: {
      /** @description Entity ref of the Group. */
      costCenter: string;
      /** @description Value of the label cost-center. */
      name: string;
      title: string;
      /** @description For one month, from the annotation illm.lab/monthly-budget. */
      budget?: number;
      /** @description Since the month began; null when that was not measured. */
      spent: number | null;
      /** @description By the end of the month; null when spent is. */
      projected: number | null;
      /**
       * @description none without a budget; at-risk when the projection is above it, over when what is spent is; unknown when that was not measured.
       * @enum {string}
       */
      state: 'none' | 'within' | 'at-risk' | 'over' | 'unknown';
    };
    CostBudgets: {
      period: components['schemas']['CostWindow'];
      /** @description Until when the money is counted. */
      asOf: string;
      currency: string;
      /** @description Why nothing is known of what was spent; absent when it is. */
      notMeasured?: string;
      items: components['schemas']['CostBudget'][];
      source: components['schemas']['SourceStatus'];
    };
    RunCost: {
      run: string;
      currency: string;
      /** @description null when nothing was measured of the run. */
      total: number | null;
      cost: components['schemas']['CostParts'] | null;
      /** @description Why `total` and `cost` are null; absent when they are not. */
      notMeasured?: string;
      window: components['schemas']['CostWindow'];
      /** @description The run has ended and the figures won't change any more. */
      complete: boolean;
      source: components['schemas']['SourceStatus'];
    };
    Cluster: {
      /** @description Unique; `hub` is the hub itself. */
      name: string;
      title: string;
      /** @description Address of its API server; empty while it is not known. */
      server: string;
      experiment: string | null;
      /** @description orchestrator, target or loadgen. */
      role: string | null;
      /** @description Id of the run that made it. */
      run: string | null;
      /** @description Of the API server; null until it has answered. */
      kubernetesVersion: string | null;
      /** @description Nodes */
      nodes: number;
      source: components['schemas']['SourceStatus'];
    };
    /**
     * @description well; attention, it works and something is due; bad, it does not do its work; unknown, nobody could say.
     * @enum {string}
     */
    NodeHealth: 'well' | 'attention' | 'bad' | 'unknown';
    NodePage: {
      items: components['schemas']['NodeSummary'][];
      /** @description Nodes that fit the filter. */
      total: number;
      /** @description All clusters, also those that the filter leaves out. */
      clusters: components['schemas']['ClusterNodes'][];
      source: components['schemas']['SourceStatus'];
      /** @description How the talosconfig is; null when none is configured. */
      talos: components['schemas']['SourceStatus'] | null;
    };
    ClusterNodes: {
      cluster: string;
      title: string;
      health: components['schemas']['NodeHealth'];
      /** @description How its nodes are. */
      sentence: string;
      nodes: number;
      /** @description Nodes that are not well. */
      unwell: number;
      /** @description Pods that have not ended. */
      pods: number;
      source: components['schemas']['SourceStatus'];
    };
    NodeSummary: {
      cluster: string;
      name: string;
      health: components['schemas']['NodeHealth'];
      /** @description What matters most, in words. */
      sentence: string;
      resources: components['schemas']['NodeResources'];
      /** @description What runs beside what the repository declares. */
      versions: components['schemas']['VersionCheck'][];
      /** @description Null when Kubernetes has no such node. */
      kubernetes: components['schemas']['NodeKubernetes'] | null;
      /** @description Null when nothing says that this node runs Talos. */
      talos: components['schemas']['NodeTalos'] | null;
      history: components['schemas']['NodeHistory'];
    };
    NodeResources: {
      cpu: components['schemas']['NodeResource'];
      memory: components['schemas']['NodeResource'];
      pods: components['schemas']['NodeResource'];
      /** @description Who said what is used; null when nobody could. metrics.k8s.io counts pods and system, Talos the whole machine. */
      usedFrom: string | null;
      usedAt: string | null;
    };
    /** @description Cores, bytes or pods. Null is not known. */
    NodeResource: {
      capacity: number | null;
      allocatable: number | null;
      /** @description By pods that have not ended. */
      requested: number;
      used: number | null;
    };
    VersionCheck: {
      /** @enum {string} */
      part: 'Talos' | 'Kubernetes';
      running: string | null;
      declared: string | null;
      /**
       * @description due, an older one than declared runs; ahead, a newer one; undeclared, the repository says nothing about it.
       * @enum {string}
       */
      state: 'current' | 'due' | 'ahead' | 'undeclared' | 'unknown';
    };
    NodeKubernetes: {
      roles: string[];
      createdAt: string | null;
      kubeletVersion: string;
      osImage: string;
      kernelVersion: string;
      containerRuntime: string;
      architecture: string;
      addresses: {
        type: string;
        address: string;
      }[];
      /** @description It is cordoned. */
      unschedulable: boolean;
      /** @description Null when the node has stopped to say. */
      ready: boolean | null;
      conditions: components['schemas']['NodeCondition'][];
      taints: {
        key: string;
        value: string;
        effect: string;
      }[];
      /** @description Number of pods by phase. */
      podPhases: {
        [key: string]: number;
      };
    };
    NodeCondition: {
      type: string;
      status: string;
      healthy: boolean;
      reason: string;
      message: string;
      since: string | null;
    };
    /** @description What the Talos API of the node says. Each part is null until it has answered once; `gaps` names those that do not answer now. */
    NodeTalos: {
      address: string;
      source: components['schemas']['SourceStatus'];
      /** @description Since when it is reachable or not. */
      since: string | null;
      version: components['schemas']['TalosVersion'] | null;
      machine: components['schemas']['TalosMachine'] | null;
      services: components['schemas']['TalosService'][] | null;
      etcd: components['schemas']['TalosEtcd'] | null;
      /** @description Load average of one, five and fifteen minutes. */
      load: number[] | null;
      /** @description Share of all processors in use, since the answer before. */
      cpu: number | null;
      memory: {
        /** @description Bytes. */
        total: number;
        /** @description Bytes. */
        available: number;
      } | null;
      disks: components['schemas']['TalosDisk'][] | null;
      mounts: components['schemas']['TalosMount'][] | null;
      bootedAt: string | null;
      time: {
        synced: boolean;
        syncDisabled: boolean;
      } | null;
      certificates: components['schemas']['TalosCertificate'][];
      gaps: {
        part: string;
        reason: string;
        lastGoodAt: string | null;
      }[];
    };
    TalosVersion: {
      /** @description Such as v1.13.0; empty where the API is a stand-in. */
      tag: string;
      platform: string;
      /** @description Id in the image factory. */
      schematic: string | null;
    };
    TalosMachine: {
      stage: string;
      ready: boolean;
      unmet: {
        name: string;
        reason: string;
      }[];
    };
    TalosService: {
      id: string;
      state: string;
      /** @description Null when it is not checked. */
      healthy: boolean | null;
      /** @description Its last one. */
      message: string;
      since: string | null;
    };
    TalosEtcd: {
      members: {
        id: string;
        hostname: string;
        learner: boolean;
      }[];
      /** @description Id; null when there is none. */
      leader: string | null;
      /** @description Id of this node's own member. */
      memberId: string | null;
      alarms: string[];
      /** @description Bytes. */
      dbSize: number | null;
      /** @description Bytes. */
      dbSizeInUse: number | null;
      errors: string[];
    };
    TalosDisk: {
      name: string;
      /** @description Bytes. */
      size: number;
      model: string;
      transport: string;
      rotational: boolean;
    };
    TalosMount: {
      filesystem: string;
      mountedOn: string;
      /** @description Bytes. */
      size: number;
      /** @description Bytes. */
      available: number;
    };
    TalosCertificate: {
      /** @enum {string} */
      name: 'client' | 'server';
      subject: string;
      expiresAt: string;
    };
    /** @description Shares of the machine that were used, oldest first; null where nobody could say. Kept in the portal's memory only. */
    NodeHistory: {
      /** @description Time of the last sample. */
      until: string | null;
      stepSeconds: number;
      cpu: (number | null)[];
      memory: (number | null)[];
    };
    NodeDetail: {
      node: components['schemas']['NodeSummary'];
      pods: components['schemas']['NodePod'][];
      source: components['schemas']['SourceStatus'];
    };
    NodePod: {
      namespace: string;
      name: string;
      phase: string;
      /** @description Cores requested. */
      cpu: number;
      /** @description Bytes requested. */
      memory: number;
    };
    PullProgress: {
      number: number;
      title: string;
      /** @description Its page at the forge. */
      url: string;
      /** @description Login at the forge. */
      author: string;
      createdAt: string;
      /** @enum {string} */
      state: 'open' | 'merged' | 'closed';
      mergedAt?: string;
      /**
       * @description How its checks stand; absent when it has none.
       * @enum {string}
       */
      checks?: 'passed' | 'failed' | 'pending';
      /** @description Its checks one by one, as the forge has them. */
      checkRuns: components['schemas']['PullCheckRun'][];
      /** @description The experiments whose folder it changes. */
      experiments: components['schemas']['ExperimentProgress'][];
      /** @description The claims whose file it adds, changes or removes. */
      claims: components['schemas']['PullClaim'][];
    };
    PullCheckRun: {
      name: string;
      /** @enum {string} */
      state: 'pending' | 'passed' | 'failed' | 'skipped';
      /** @description Its answer in a sentence. */
      title?: string;
      /** @description What a check that failed names. */
      issues: components['schemas']['PullCheckIssue'][];
    };
    PullCheckIssue: {
      file: string;
      line: number;
      /** @description What is wrong, and the remedy. */
      message: string;
    };
    PullClaim: {
      namespace: string;
      kind: string;
      name: string;
      /** @enum {string} */
      action: 'adds' | 'changes' | 'removes';
    };
    ExperimentProgress: {
      name: string;
      /** @description What Argo CD has made of its folders since the merge. */
      definitions: components['schemas']['DefinitionsProgress'];
      inCatalog: boolean;
      /** @description It can be run. */
      ready: boolean;
      /** @description The pull request removes it. */
      removed: boolean;
    };
    DefinitionsProgress: {
      /** @enum {string} */
      state: 'none' | 'waiting' | 'synced' | 'failed' | 'unknown';
      message: string;
    };
    Retention: {
      kept: components['schemas']['RetentionRules'];
      now: components['schemas']['RetentionFigures'];
    };
    RetentionRules: {
      /** @description Days after which a run goes with its result; a starred one stays. */
      runDays: number;
      /** @description So many of each experiment's newest runs stay whatever their age. */
      keepRuns: number;
      /** @description Days after which the logs of a run go. */
      logDays: number;
      /** @description Days after which a result goes from the hub's etcd once it is saved. */
      configMapDays: number;
    };
    RetentionFigures: {
      runs: number;
      starredRuns: number;
      /**
       * Format: date-time
       * @description When the oldest run was asked for; none when there is none.
       */
      oldestRunAt?: string;
      results: number;
      /** @description Steps of runs whose log is there. */
      logs: number;
      logCharacters: number;
      /** @description Of the database with the hub's tables, all that is in it. */
      databaseBytes: number;
      /** @description Of the local hub's state, as its files count them. */
      stateBytes?: number;
    };
    RefreshServiceRequest: {
      /** @description Make the manifests anew as well, past Argo CD's cache. */
      hard?: boolean;
    };
    SyncServiceRequest: {
      /** @description Also delete what Git no longer has. */
      prune?: boolean;
      /** @description Only tell what would be done. */
      dryRun?: boolean;
      idempotencyKey: string;
    };
    RollbackServiceRequest: {
      /** @description Id of the entry in the service's history. */
      deployment: number;
      prune?: boolean;
      dryRun?: boolean;
    };
    ServiceList: {
      items: components['schemas']['Service'][];
      /** @description In the order in which they are brought up. */
      waves: components['schemas']['ServiceWave'][];
      source: components['schemas']['SourceStatus'];
    };
    /**
     * @description The one word for how a service is; the worst that is true of it.
     * @enum {string}
     */
    ServiceState:
      | 'healthy'
      | 'progressing'
      | 'suspended'
      | 'outOfSync'
      | 'degraded'
      | 'failed'
      | 'blocked'
      | 'missing'
      | 'unknown';
    ServiceWave: {
      /** @description Service whose parts these are; null for those on their own. */
      parent: string | null;
      /** @description Argo CD's sync wave */
      wave: number;
      /** @enum {string} */
      state: 'done' | 'working' | 'ill' | 'blocked';
      sentence: string;
      blockedBy: components['schemas']['ServiceBlocker'][];
      /** @description Names, in order. */
      services: string[];
    };
    ServiceBlocker: {
      wave: number;
      /** @description Kind of the object. */
      kind: string;
      name: string;
      /** @description What is wrong with it. */
      reason: string;
      /** @description Whether it is a service of this list. */
      service: boolean;
    };
    Service: {
      name: string;
      /** @description Argo CD's project. */
      project: string;
      /** @description Where it is deployed to; may be empty. */
      namespace: string;
      /** @description The service's page in the portal. */
      url: string;
      state: components['schemas']['ServiceState'];
      /** @description How it is */
      sentence: string;
      health: components['schemas']['ServiceHealth'];
      sync: components['schemas']['ServiceSync'];
      /** @description Service that this one is part of. */
      parent: string | null;
      wave: number;
      /** @description What its wave waits for; empty when it waits for nothing. */
      blockedBy: components['schemas']['ServiceBlocker'][];
      /** @description Services that have to be healthy before it is brought up. */
      dependsOn: string[];
      /** @description What is deployed; null when nothing is. */
      revision: components['schemas']['ServiceRevision'] | null;
      /** @description Where its definition is. */
      source: components['schemas']['ServiceSource'] | null;
      /** @description The Helm chart, if it is one. */
      chart: components['schemas']['ServiceChart'] | null;
      /** @description From the label app.kubernetes.io/version, else the images. */
      appVersion: string | null;
      images: string[];
      /** @description Null where there are none. */
      pods: components['schemas']['ServicePods'] | null;
      endpoints: components['schemas']['ServiceEndpoint'][];
      links: components['schemas']['ServiceLink'][];
      /** @description The one that runs, or the last; null when there was none. */
      operation: components['schemas']['ServiceOperation'] | null;
      lastSyncedAt: string | null;
      /** @description Objects that are not what Git says. */
      differences: number;
      /** @description The Application's own for Backstage and the lab. */
      annotations: {
        [key: string]: string;
      };
    };
    ServiceHealth: {
      /** @enum {string} */
      status:
        | 'Healthy'
        | 'Progressing'
        | 'Degraded'
        | 'Suspended'
        | 'Missing'
        | 'Unknown';
      /** @description Why */
      reason: string;
      since?: string;
    };
    ServiceSync: {
      /** @enum {string} */
      status: 'Synced' | 'OutOfSync' | 'Unknown';
      /** @description Why */
      reason: string;
      /** @description Argo CD syncs by itself. */
      automated: boolean;
      /** @description It also undoes changes by hand. */
      selfHeal: boolean;
      /** @description It also deletes by itself. */
      prune: boolean;
    };
    ServiceRevision: {
      /** @description Commit */
      id: string;
      author: string | null;
      date: string | null;
      /** @description Its first line. */
      message: string | null;
      url: string | null;
      pullRequest: {
        number: number;
        url: string;
      } | null;
    };
    ServiceSource: {
      repository: string;
      /** @description Branch */
      targetRevision: string;
      path?: string;
      /** @description The folder's page at the forge. */
      url?: string;
    };
    ServiceChart: {
      name: string;
      version: string;
    };
    ServicePods: {
      ready: number;
      total: number;
    };
    ServiceEndpoint: {
      /** @description URL */
      address: string;
      /**
       * @description From outside, from this network, from inside the cluster.
       * @enum {string}
       */
      kind: 'external' | 'load-balancer' | 'cluster';
      /** @description The object that gives it. */
      of: string;
    };
    ServiceLink: {
      title: string;
      url: string;
    };
    ServiceOperation: {
      /** @enum {string} */
      phase: 'Running' | 'Succeeded' | 'Failed' | 'Error' | 'Terminating';
      message: string;
      startedAt: string | null;
      finishedAt: string | null;
      revision: string | null;
      /** @description Entity ref of who asked in the portal, else Argo CD's account. */
      requestedBy: string | null;
      automated: boolean;
      prune: boolean;
      dryRun: boolean;
      /** @description What was done, or would be, object by object. */
      resources: components['schemas']['ServiceOperationResource'][];
    };
    ServiceOperationResource: {
      group: string;
      kind: string;
      namespace: string;
      name: string;
      /** @description Such as Synced, SyncFailed, Pruned. */
      status: string;
      message: string;
    };
    ServiceDetail: {
      service: components['schemas']['Service'];
      /** @description What was deployed, newest first. */
      history: components['schemas']['ServiceDeployment'][];
      tree: {
        items: components['schemas']['ServiceResource'][];
        source: components['schemas']['SourceStatus'];
      };
      differences: {
        items: components['schemas']['ServiceDifference'][];
        source: components['schemas']['SourceStatus'];
      };
      source: components['schemas']['SourceStatus'];
    };
    ServiceDeployment: {
      id: number;
      revision: components['schemas']['ServiceRevision'];
      deployedAt: string;
      /** @description Null when Argo CD itself. */
      initiatedBy: string | null;
      current: boolean;
    };
    ServiceResource: {
      id: string;
      group: string;
      kind: string;
      namespace: string;
      name: string;
      /** @description Null for what Git does not define. */
      wave: number | null;
      /** @description Synced, OutOfSync, Unknown; null for what Git does not define. */
      sync: string | null;
      health: components['schemas']['ServiceHealth'] | null;
      /** @description Such as the containers that are ready. */
      detail: string | null;
      createdAt: string | null;
      /** @description Git no longer has it. */
      prune: boolean;
      children: components['schemas']['ServiceResource'][];
    };
    ServiceDifference: {
      group: string;
      kind: string;
      namespace: string;
      name: string;
      /**
       * @description Not on the hub, no longer in Git, or other than in Git.
       * @enum {string}
       */
      change: 'missing' | 'extra' | 'changed';
      sentence: string;
      fields: components['schemas']['ServiceFieldDifference'][];
    };
    ServiceFieldDifference: {
      /** @description Such as spec.template.spec.containers[web].image. */
      path: string;
      /** @description As JSON; null when the hub has no such field, empty when hidden. */
      live: string | null;
      /** @description As JSON; null when Git has no such field, empty when hidden. */
      target: string | null;
      manager: components['schemas']['ServiceFieldManager'] | null;
      /** @description True for values of ConfigMaps, for who lacks the permission hub.service.value.read. */
      hidden?: boolean;
    };
    ServiceFieldManager: {
      /** @description Such as kubectl-edit. */
      name: string;
      /** @description Apply or Update. */
      operation: string;
      at: string | null;
      /** @description False for a field that is gone, which nobody owns any more. Then it is whoever wrote the object last. */
      certain: boolean;
    };
    TargetHosts: {
      /** @description Names, names with a port, or *.name for all below a name. */
      allowed: string[];
    };
  };
  responses: {
    /** @description What went wrong, in words. */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** @description Name of the experiment. */
    experimentName: string;
    /** @description Name that somebody thinks of, also one that is none. */
    proposedName: string;
    /** @description Id of the run, which is the name of its Workflow. */
    runId: string;
    serviceName: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  ListExperiments: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The experiments, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Experiment'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetExperimentInputs: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Name of the experiment. */
        name: components['parameters']['experimentName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The inputs, and the commit at which they were read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExperimentInputs'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetExperimentAvailability: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Name that somebody thinks of, also one that is none. */
        name: components['parameters']['proposedName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Yes, or no with the reason. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Availability'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListRuns: {
    parameters: {
      query?: {
        /** @description Only runs of this experiment. */
        experiment?: string;
        /** @description Only runs in this state. */
        state?: components['schemas']['RunState'];
        /** @description Runs on one page. */
        limit?: number;
        /** @description nextCursor of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of runs, without their stages. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunPage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CreateRun: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateRunRequest'];
      };
    };
    responses: {
      /** @description The run that this key has started before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      /** @description The new run. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the run, which is the name of its Workflow. */
        id: components['parameters']['runId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The run. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetResult: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the run, which is the name of its Workflow. */
        id: components['parameters']['runId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The result. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Result'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetLogs: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the run, which is the name of its Workflow. */
        id: components['parameters']['runId'];
        /** @description id of a stage that has logs. */
        stepId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The log; its last line says so when it was cut. Offsets of `log` events count this text's UTF-16 code units. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  StopRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the run, which is the name of its Workflow. */
        id: components['parameters']['runId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The run as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  StarRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the run, which is the name of its Workflow. */
        id: components['parameters']['runId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StarRunRequest'];
      };
    };
    responses: {
      /** @description The run as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  StreamEvents: {
    parameters: {
      query?: {
        /** @description Comma-separated; runs, run:<id>, logs:<id>:<stepId>, area:<area>. */
        topics?: string;
      };
      header?: {
        /** @description id of the last event that was received. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HubStatus'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListPeople: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The catalog's people, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Person'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListTeams: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The teams, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Team'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListCostCenters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cost centers, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['CostCenter'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListExperimentFacts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The facts, by name of the experiment. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ExperimentFacts'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetActivity: {
    parameters: {
      query: {
        /** @description From when on, RFC 3339; usually the caller's midnight. */
        since: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Runs created since then, by how they ended. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunCounts'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListPulls: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pull requests, and how the forge is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['PullRequest'][];
            source: components['schemas']['SourceStatus'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  PreviewClaim: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClaimPreviewRequest'];
      };
    };
    responses: {
      /** @description The preview. What is wrong with the claim is in its issues. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClaimPreview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListClaims: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The claims by namespace, kind and name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClaimList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetClaim: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        namespace: string;
        /** @description As Kubernetes has it, such as Database; in any case. */
        kind: string;
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The claim. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClaimDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetCosts: {
    parameters: {
      query?: {
        /** @description Preset in whole days of UTC; `from` and `to` take its place. Ends now at the latest. */
        window?: components['schemas']['CostWindowPreset'];
        /** @description Begin, RFC 3339; rounded down to the hour. */
        from?: string;
        /** @description End, RFC 3339; rounded up to the hour, and never in the future. Now when left out. */
        to?: string;
        /** @description Comma-separated; team, project, environment, cost-center, experiment, run, namespace, workload, or label:x for any label. */
        aggregate?: string;
        /** @description Whether `series` has the cost of each day. */
        step?: 'none' | 'day';
        /** @description What nothing asked for: an item of its own, shared among the items in proportion to what each cost, or left out. */
        idle?: components['schemas']['CostIdleMode'];
        /** @description Comma-separated <label>:<value>, all of which must hold; labels as in `aggregate`. The value __unallocated__ is for what lacks it. */
        filter?: string;
        /** @description Whether to compare with the window before: the same hours of as many days before, for a month the same part of the month before. */
        compare?: 'previous' | 'none';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CostReport'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetCostsCsv: {
    parameters: {
      query?: {
        /** @description Preset in whole days of UTC; `from` and `to` take its place. Ends now at the latest. */
        window?: components['schemas']['CostWindowPreset'];
        /** @description Begin, RFC 3339; rounded down to the hour. */
        from?: string;
        /** @description End, RFC 3339; rounded up to the hour, and never in the future. Now when left out. */
        to?: string;
        /** @description Comma-separated; team, project, environment, cost-center, experiment, run, namespace, workload, or label:x for any label. */
        aggregate?: string;
        /** @description Whether `series` has the cost of each day. */
        step?: 'none' | 'day';
        /** @description What nothing asked for: an item of its own, shared among the items in proportion to what each cost, or left out. */
        idle?: components['schemas']['CostIdleMode'];
        /** @description Comma-separated <label>:<value>, all of which must hold; labels as in `aggregate`. The value __unallocated__ is for what lacks it. */
        filter?: string;
        /** @description Whether to compare with the window before: the same hours of as many days before, for a month the same part of the month before. */
        compare?: 'previous' | 'none';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The table; the first line has the names of the columns. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetBudgets: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cost centers of the catalog, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CostBudgets'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetRunCost: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the run, which is the name of its Workflow. */
        id: components['parameters']['runId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cost so far, or the final one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunCost'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListClusters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The hub first, then the others by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Cluster'][];
            source: components['schemas']['SourceStatus'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListNodes: {
    parameters: {
      query?: {
        /** @description Only nodes of this cluster. */
        cluster?: string;
        /** @description Only nodes that are so. */
        health?: components['schemas']['NodeHealth'];
        /** @description Only nodes whose name has this in it. */
        search?: string;
        /** @description Nodes on one page. */
        limit?: number;
        /** @description Nodes to skip. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page, by cluster and name, what is unwell first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NodePage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetNode: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Name of the cluster, as in ListClusters. */
        cluster: string;
        /** @description Name of the node. */
        node: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The node. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NodeDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetPull: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the pull request at the forge. */
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pull request. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PullProgress'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetRetention: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The rules and the figures. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Retention'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListServices: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The services by parent and wave, and how each wave is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ServiceList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetService: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: components['parameters']['serviceName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The service. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ServiceDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RefreshService: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: components['parameters']['serviceName'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshServiceRequest'];
      };
    };
    responses: {
      /** @description The service after the comparison. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Service'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  SyncService: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: components['parameters']['serviceName'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SyncServiceRequest'];
      };
    };
    responses: {
      /** @description The service, with the operation that was begun. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Service'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RollbackService: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: components['parameters']['serviceName'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RollbackServiceRequest'];
      };
    };
    responses: {
      /** @description The service, with the operation that was begun. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Service'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetTargetHosts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The hosts; none when there is no such file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TargetHosts'];
        };
      };
      default: components['responses']['Error'];
    };
  };
}
