/** What to run. Everything that changes it changes the process's identity. */
export interface Launch {
  /** Absolute path of the binary. */
  command: string;
  args: string[];
  /** The whole environment; nothing is inherited. */
  env: Record<string, string>;
  cwd: string;
  /** Stands for what it reads once, such as certificates: another value, another process. */
  inputs?: string;
}

/** Asks a component whether it can do its work. Rejects with the reason if not. */
export type Probe = (signal: AbortSignal) => Promise<void>;

/** Told while a component waits for something, to be shown in its status. */
export type Report = (message: string) => void;

/**
 * What a component is for: `thread` for what a run needs, and so for the hub to
 * be ready; `views` for what only some of the portal's pages show.
 */
export type ComponentGroup = 'thread' | 'views';

/** A process that the supervisor keeps running. */
export interface ComponentSpec {
  /** Unique; also the name of its log and of its run record. */
  name: string;
  /** `thread` unless told. */
  group?: ComponentGroup;
  /** Shown in the status; asked for each time. */
  version: () => string | undefined;
  /** Where it listens, for the status, for example `https://127.0.0.1:7009`. */
  address?: string;
  /** Components and steps that must have been ready before the first start. */
  dependsOn?: string[];
  /** Waits for what is not a component: a binary being built, a host check. */
  waitFor?: (report: Report, signal: AbortSignal) => Promise<void>;
  /** Called before each start. */
  launch: () => Launch | Promise<Launch>;
  ready: Probe;
  /** Time from SIGTERM to SIGKILL, in milliseconds; 10 s unless told. */
  graceMs?: number;
  /** A command run after each wanted stop, for what outlives the process. */
  afterStop?: () => Launch;
}

/** Work that is done once and may fail: it is retried until it succeeds. */
export interface StepSpec {
  name: string;
  /** `thread` unless told. */
  group?: ComponentGroup;
  dependsOn?: string[];
  run: (report: Report, signal: AbortSignal) => Promise<void>;
}

/** How one component is doing. */
export interface ComponentStatus {
  name: string;
  group: ComponentGroup;
  version: string | null;
  pid: number | null;
  address: string | null;
  ready: boolean;
  /** Since when it is ready or not, in ISO 8601. */
  since: string;
  /** Starts after the first one that were not asked for. */
  restarts: number;
  message: string;
}

/** How one step is doing. */
export interface StepStatus {
  name: string;
  group: ComponentGroup;
  done: boolean;
  message: string;
}

/** Where the supervisor writes what it does. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}
