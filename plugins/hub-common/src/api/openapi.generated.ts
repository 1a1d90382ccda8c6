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
}
