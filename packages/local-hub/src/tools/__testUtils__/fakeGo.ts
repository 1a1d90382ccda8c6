import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** What the fake `go` does when it is asked to build one package. */
export interface FakeBuild {
  /** Printed on stderr; with it the build fails. */
  stderr?: string;
  /** Writes half of the binary, starts a child, and never ends by itself. */
  hang?: boolean;
}

/**
 * Puts a `go` into a folder for PATH that knows `env`, `mod download` and
 * `build`, and keeps a record of what it was asked.
 */
export function fakeGo(
  root: string,
  setup: {
    version?: string;
    toolchain?: string;
    builds?: Record<string, FakeBuild>;
    /** Folder that `mod download` names, or the error it gives. */
    download?: { Dir?: string; Error?: string };
  } = {},
) {
  const bin = path.join(root, 'go-bin');
  const record = path.join(root, 'go-record');
  mkdirSync(bin, { recursive: true });
  const answers = {
    env: {
      GOVERSION: setup.version ?? 'go1.30.0',
      GOTOOLCHAIN: setup.toolchain ?? 'auto',
      GOCACHE: root,
      GOMODCACHE: root,
    },
    builds: setup.builds ?? {},
    download: setup.download ?? {},
    record,
  };
  const script = `#!${process.execPath}
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const answers = ${JSON.stringify(answers)};
const [, , ...args] = process.argv;
const note = line => fs.appendFileSync(answers.record, line + '\\n');
if (args[0] === 'env') {
  console.log(JSON.stringify(answers.env));
} else if (args[0] === 'mod') {
  note('download ' + args.at(-1));
  console.log(JSON.stringify(answers.download));
  if (answers.download.Error) process.exit(1);
} else {
  const name = args.at(-1);
  const out = args[args.indexOf('-o') + 1];
  const build = answers.builds[name] ?? {};
  note('build ' + name);
  const modFile = args.find(arg => arg.startsWith('-modfile='));
  if (modFile) note(fs.readFileSync(modFile.slice('-modfile='.length), 'utf8'));
  if (build.hang) {
    fs.writeFileSync(out, 'half');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    note('pid ' + process.pid);
    note('pid ' + child.pid);
    process.on('SIGTERM', () => {});
    setInterval(() => {}, 1000);
  } else if (build.stderr) {
    console.error(build.stderr);
    process.exit(1);
  } else {
    const ldflags = args.find(arg => arg.startsWith('-ldflags='));
    fs.writeFileSync(out, '#!/bin/sh\\necho "' + ldflags + '"\\n', { mode: 0o755 });
  }
}
`;
  writeFileSync(path.join(bin, 'go'), script);
  chmodSync(path.join(bin, 'go'), 0o755);
  return {
    bin,
    /** What was asked of it so far, line by line. */
    asked: () =>
      existsSync(record)
        ? readFileSync(record, 'utf8').split('\n').filter(Boolean)
        : [],
  };
}
