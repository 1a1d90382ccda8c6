import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ToolSet } from '../../tools';
import { ComponentSpec, Launch, Report } from '../../supervisor';
import { Credentials } from '../credentials';
import { Layout } from '../layout';

/** What every component's definition needs. */
export interface HubContext {
  repoRoot: string;
  layout: Layout;
  credentials: Credentials;
  tools: Pick<ToolSet, 'path' | 'folder' | 'share'>;
  /** The pinned version of a tool's binary. */
  versionOf: (binary: string) => string | undefined;
  /**
   * A cluster of one run: it should be there soon, and nobody misses it when the
   * computer crashes. The hub stays, and saves memory instead.
   */
  disposable?: boolean;
  /** Waits until a tool's binaries are built. */
  built: (
    binaries: string[],
    report: Report,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** Where the system's own programs are; a component's `git` comes from here. */
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';

/** Go's collector lets the heap double before it works; on the hub it works more. */
const goSettings = ({ disposable }: HubContext) => ({
  GOGC: disposable ? '100' : '50',
});

/** The folder with the Node that runs this, so that components find it too. */
const nodeDir = path.dirname(process.execPath);

/** The folder that a component works in; made if need be. */
export function workFolder(context: HubContext, name: string): string {
  const folder = context.layout.path('tmp', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * The environment that a component starts from: nothing of the caller's, and
 * a home and a temporary folder inside the hub's state.
 */
export function cleanEnv(context: HubContext, name: string) {
  const home = workFolder(context, name);
  return {
    PATH: `${nodeDir}:${SYSTEM_PATH}`,
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
  };
}

/** The address of a port on loopback, as the status shows it. */
export const at = (scheme: string, port: number) =>
  `${scheme}://127.0.0.1:${port}`;

/** A component that is one of the pinned tools' binaries. */
export interface BinaryComponent
  extends Omit<ComponentSpec, 'launch' | 'version' | 'waitFor'> {
  binary: string;
  /** A function where they hold what is known at the start only, as a version is. */
  args: string[] | (() => string[]);
  env?: Record<string, string>;
  /** Other tools' binaries that it runs, found on its PATH. */
  uses?: string[];
  /** The same, of which it does not wait for any to be built. */
  mayUse?: string[];
}

/** Fills in binary, version, environment and folder. */
export function binaryComponent(
  context: HubContext,
  { binary, args, env, uses = [], mayUse = [], ...spec }: BinaryComponent,
): ComponentSpec {
  const launchEnv = () => {
    const clean = cleanEnv(context, spec.name);
    const folders = [...uses, ...mayUse].map(name =>
      context.tools.folder(name),
    );
    return {
      ...clean,
      ...goSettings(context),
      PATH: [...folders, clean.PATH].join(':'),
      ...env,
    };
  };
  return {
    ...spec,
    version: () => context.versionOf(binary),
    waitFor: (report, signal) =>
      context.built([binary, ...uses], report, signal),
    launch: (): Launch => ({
      command: context.tools.path(binary),
      args: typeof args === 'function' ? args() : args,
      env: launchEnv(),
      cwd: workFolder(context, spec.name),
      inputs: context.credentials.identity(),
    }),
  };
}
