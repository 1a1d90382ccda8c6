/** What a binary of the pinned tools is doing right now. */
export type BuildState = 'queued' | 'building' | 'ready' | 'failed';

/** One step of a build, told to `onProgress`. */
export interface ToolProgress {
  /** Name of the tool, for example `kubernetes`. */
  tool: string;
  /** Name of the binary, or `manifests` for the files a tool ships. */
  binary: string;
  state: BuildState;
  /** When the build of this binary began, in ISO 8601. */
  startedAt?: string;
  /** Seconds this binary has been building, or took. */
  seconds?: number;
  /**
   * Seconds until this binary is ready, those queued before it included. An
   * estimate: the catalog's cold build times, scaled to how fast this machine
   * has been so far. The last binary's figure is the whole build's.
   */
  etaSeconds?: number;
  message?: string;
}

/** Where a binary comes from. */
export type BinarySource = 'cache' | 'LAB_TOOLS' | 'PATH';

/** Whether one binary can be used, and which. */
export interface ToolStatus {
  tool: string;
  binary: string;
  /** The pinned version, or the hash of the sources for the lab's own. */
  version: string;
  state: 'ready' | 'missing';
  source?: BinarySource;
  /** Absolute path, when ready. */
  path?: string;
}

/** A Go binary of the catalog. */
export interface BinarySpec {
  name: string;
  /** Go package, as `go build` takes it. */
  package: string;
  /** Go module whose required version is this binary's version. */
  versionOf?: string;
  /**
   * Arguments that make the binary print its own version. Without them a
   * binary of that name on PATH is never used.
   */
  versionArgs?: string[];
  /**
   * What the version output of a binary built from edited sources contains
   * besides. Without it a binary of `LAB_TOOLS` or `PATH` is not used.
   */
  mark?: string;
  /**
   * Variables set by the linker's `-X`. `{version}` (`v1.2.3`), `{bare}`
   * (`1.2.3`), `{major}` and `{minor}` are filled in.
   */
  linkVariables?: Record<string, string>;
  /** Seconds of a cold build on two cores, for the estimates only. */
  coldSeconds: number;
}

/** YAML files taken from a module's source into the tool's `share`. */
export interface ManifestSpec {
  module: string;
  folders: Array<{
    /** Folder in the module; what lies deeper is not taken. */
    from: string;
    /** Folder in `share`. */
    to: string;
    /** Take only the files with these endings. */
    endings?: string[];
  }>;
}

/** What is different from a module as the proxy serves it. */
export interface SourcePatch {
  module: string;
  /** New symbolic link → its target. */
  links?: Record<string, string>;
  /** New file → its content. */
  files?: Record<string, string>;
  /** Folders that Go files embed, needed with everything in them. */
  embedded?: string[];
  /** File → texts in it, each there exactly once, and what takes their place. */
  edits?: Record<string, Record<string, string>>;
}

/** One pinned tool: a Go module of ours that requires the real ones. */
export interface ToolSpec {
  name: string;
  /** Folder of its go.mod, relative to the repository. */
  dir: string;
  binaries: BinarySpec[];
  manifests?: ManifestSpec;
  patch?: SourcePatch;
  /** The sources are in `dir` too, so the cache key covers them. */
  ownSources?: boolean;
  /**
   * MiB that a cold build takes at its peak: downloads, Go's cache, scratch
   * files, binaries. For the check beforehand only.
   */
  diskMiB: number;
}
