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
  '/costs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a window cost, by one or more labels.
     * @description Needs permission hub.cost.read. Answers with the last good figures, or with no items, and a reason in `source` when the cost source does not answer. 400 when the window, a label or the filter is not understood.
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
      description?: string;
      default?: string;
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
    /** @enum {string} */
    RunPhase:
      | 'Pending'
      | 'Running'
      | 'Succeeded'
      | 'Failed'
      | 'Error'
      | 'Stopped';
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
    Run: {
      id: string;
      /** @description Counts the experiment's runs from 1. */
      number: number;
      experiment: string;
      phase: components['schemas']['RunPhase'];
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
      /** @description What was measured. */
      value?: number;
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
      /** @enum {string} */
      state: 'starting' | 'building' | 'ready' | 'degraded' | 'stopping';
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
      /** @description When it last answered. */
      lastGoodAt?: string;
    };
    Person: {
      name: string;
      displayName: string;
      teams: string[];
    };
    RunCounts: {
      total: number;
      passed: number;
      /** @description Those whose thresholds were crossed or that went wrong. */
      failed: number;
      /** @description Waiting or at work. */
      unfinished: number;
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
      total: number;
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
      /** @description Sum of the items. */
      total: number;
      /** @description What nothing asked for, whichever way it is shown: in its item, in the items' cost.idle, or, with idle=hide, not in the total. With a filter: the part that idle=share gives to what it lets through, else 0. */
      idle: number;
      /** @description Sum of the items that lack a label. */
      unallocated: number;
      /** @description Most expensive first; idle and unallocated last. */
      items: components['schemas']['CostItem'][];
      /** @description One per day of UTC; only with step=day. */
      series?: components['schemas']['CostStep'][];
      /** @description The window of the same length before; absent when it is not known. */
      previous?: {
        from: string;
        to: string;
        total: number;
      };
      /** @description What the nodes and disks of the window cost, by themselves. */
      assets: number;
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
      /** @description Since the month began. */
      spent: number;
      /** @description By the end of the month. */
      projected: number;
      /**
       * @description none without a budget; at-risk when the projection is above it, over when what is spent is.
       * @enum {string}
       */
      state: 'none' | 'within' | 'at-risk' | 'over';
    };
    CostBudgets: {
      period: components['schemas']['CostWindow'];
      /** @description Until when the money is counted. */
      asOf: string;
      currency: string;
      items: components['schemas']['CostBudget'][];
      source: components['schemas']['SourceStatus'];
    };
    RunCost: {
      run: string;
      currency: string;
      total: number;
      cost: components['schemas']['CostParts'];
      window: components['schemas']['CostWindow'];
      /** @description The run has ended and the figures won't change any more. */
      complete: boolean;
      source: components['schemas']['SourceStatus'];
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
    /** @description Id of the run. */
    runId: string;
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
        /** @description Name of the experiment. */
        name: components['parameters']['experimentName'];
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
        /** @description Only runs in this phase. */
        phase?: components['schemas']['RunPhase'];
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
        /** @description Id of the run. */
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
        /** @description Id of the run. */
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
        /** @description Id of the run. */
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
        /** @description Id of the run. */
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
  StreamEvents: {
    parameters: {
      query?: {
        /** @description Comma-separated; runs, run:<id>, logs:<id>:<stepId>. */
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
        /** @description Whether to compare with the window of the same length before. */
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
        /** @description Whether to compare with the window of the same length before. */
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
        /** @description Id of the run. */
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
}
