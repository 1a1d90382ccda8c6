import { PlatformTree } from './PlatformTree';

/** A version that the repository holds fast, in the words of renovate. */
export interface Pin {
  file: string;
  /** Where newer ones are looked up: `go`, `helm`, `docker`, … */
  datasource: string;
  depName: string;
  version: string;
}

const RENOVATE =
  /^\s*# renovate: datasource=(?<source>\S+) depName=(?<name>\S+)/;
/** The version that ends a line: after a colon or a space, before a digest. */
const VERSION = /[: ]['"]?(?<version>[\w.+-]+)(@sha256:\w+)?['"]?(\s*\})*\s*$/;
const TOOL = /^tools\/[^/]+\/go\.mod$/;
/** A library that each tool takes its own version of, and that listens. */
const WATCHED = ['google.golang.org/grpc'];

/** What `name (` … `)` and `name one` hold in a go.mod. */
function directive(goMod: string, name: string): string[] {
  const text = goMod.replace(/^\s*\/\/.*$/gm, '');
  const blocks = [...text.matchAll(new RegExp(`^${name} \\(([^)]*)\\)`, 'gm'))];
  const lines = [...text.matchAll(new RegExp(`^${name} ([^(\\n]+)$`, 'gm'))];
  return [
    ...blocks.flatMap(([, block]) => block.split('\n')),
    ...lines.map(([, line]) => line),
  ]
    .map(line => line.trim())
    .filter(Boolean);
}

/**
 * The modules that a tool's go.mod is for: those of its `tool` packages, what it
 * requires directly, and gRPC in the version that was chosen with them.
 */
function toolPins(file: string, goMod: string): Pin[] {
  const required = directive(goMod, 'require').map(line => {
    const [depName, version, comment] = line.split(/\s+/);
    return { depName, version, direct: comment === undefined };
  });
  const owners = directive(goMod, 'tool').map(
    tool =>
      required
        .map(({ depName }) => depName)
        .filter(name => tool === name || tool.startsWith(`${name}/`))
        .sort((a, b) => b.length - a.length)[0],
  );
  return required
    .filter(
      ({ depName, direct }) =>
        direct || owners.includes(depName) || WATCHED.includes(depName),
    )
    .map(({ depName, version }) => ({
      file,
      datasource: 'go',
      depName,
      version,
    }));
}

/** What stands below the renovate lines of a file. */
function platformPins(file: string, text: string): Pin[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const { source: datasource, name: depName } =
      RENOVATE.exec(line)?.groups ?? {};
    const version = VERSION.exec(lines[i + 1] ?? '')?.groups?.version;
    return depName && version ? [{ file, datasource, depName, version }] : [];
  });
}

/** Every pinned part of the tree: tools, charts, images, packages. */
export const pinsOf = (tree: PlatformTree): Pin[] =>
  [...tree.files].flatMap(([file, text]) =>
    TOOL.test(file) ? toolPins(file, text) : platformPins(file, text),
  );
